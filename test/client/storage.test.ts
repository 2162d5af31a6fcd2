import type { ChatStorage } from './client-types';
import { Browser } from './page';
import { loadClient } from './shipped-client';
import { ChatApp, startChatApp } from '../contract/chat-app';

const { createPersistentChat } = loadClient('index');

let app: ChatApp;
beforeAll(async () => { app = await startChatApp(); });
afterAll(() => app.close());

const openPage = (storage?: ChatStorage) => createPersistentChat({ url: app.url, storage });

function refuse(): never {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
}

test.each<[string, ChatStorage]>([
  ['cannot be read', { getItem: refuse, setItem: refuse, removeItem: refuse }],
  ['is full', { getItem: () => null, setItem: refuse, removeItem: () => undefined }],
  ['is full and asynchronous', { getItem: async () => null, setItem: async () => refuse(), removeItem: async () => refuse() }],
])('a storage that %s costs the page the way back after a reload, and nothing else', async (_, storage) => {
  const page = openPage(storage);
  const started = await page.start();
  expect(started).toMatchObject({ ok: true, outcome: 'NEW' });
  expect(await page.start()).toMatchObject({ outcome: 'RESUMED', chatDetails: started.ok && started.chatDetails });
  await page.said();
  await page.ended();
  expect(await page.resume()).toMatchObject({ hasPastChat: true });
  await page.forget();
  expect(await page.isOpen()).toBe(false);
});

test('a storage that becomes full keeps nothing that is out of date', async () => {
  const browser = new Browser(app.url);
  const page = browser.openPage();
  await page.start();
  browser.storage.setItem = async () => refuse();
  await page.said();
  await page.ended();
  expect(browser.stored).toBe('');
  expect(await page.resume()).toMatchObject({ hasPastChat: true });
});

test('a storage that cannot be read once keeps the chat that is stored there', async () => {
  const browser = new Browser(app.url);
  await browser.openPage().start();
  const page = browser.openPage();
  const { getItem } = browser.storage;
  browser.storage.getItem = async () => refuse();
  expect(await page.isOpen()).toBe(false);
  browser.storage.getItem = getItem;
  expect(await page.isOpen()).toBe(true);
});

test.each(['{', 'null', '"text"', '[]', '{"of":""}', '{"of":"","record":{"running":{}}}'])('what somebody else stored there counts as nothing: %s', async (text) => {
  const browser = new Browser(app.url);
  browser.storage.items.set(`persistent-chat:${app.url.replace(/\/$/, '')}`, text);
  expect(await browser.openPage().resume()).toMatchObject({ code: 'NoRunningChat', hasPastChat: false });
  expect(await browser.openPage().start()).toMatchObject({ outcome: 'NEW' });
});

describe('without a storage', () => {
  /** Lets the code believe that it runs there. */
  function pretend(globals: Record<string, PropertyDescriptor>): void {
    for (const [name, descriptor] of Object.entries(globals)) Object.defineProperty(globalThis, name, { configurable: true, ...descriptor });
  }
  afterEach(() => {
    for (const name of ['document', 'localStorage']) Reflect.deleteProperty(globalThis, name);
  });

  const sharedStorage = () => {
    const items = new Map<string, string>();
    const storage: ChatStorage = {
      getItem: (key) => items.get(key), setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key),
    };
    return { items, storage };
  };

  test('the localStorage of Node, which all customers of a server would share, is not used', async () => {
    const { items, storage } = sharedStorage();
    pretend({ localStorage: { value: storage } });
    await openPage().start();
    expect(items.size).toBe(0);
    expect(await openPage().isOpen()).toBe(false);
  });

  test('that of a window is', async () => {
    const { items, storage } = sharedStorage();
    pretend({ document: { value: {} }, localStorage: { value: storage } });
    await openPage().start();
    expect(items.size).toBe(1);
    expect(await openPage().isOpen()).toBe(true);
  });

  test('a window that may not use its own keeps the chat in memory', async () => {
    pretend({ document: { value: {} }, localStorage: { get: refuse } });
    const page = openPage();
    await page.start();
    expect(await page.isOpen()).toBe(true);
  });
});
