import type { PersistentChat, StartResult } from './client-types';
import { ENDED, FakeSession } from './fake-browser';
import { Browser } from './page';
import { ChatApp, startChatApp } from '../contract/chat-app';

let app: ChatApp;
let browser: Browser;
let page: PersistentChat;

beforeAll(async () => { app = await startChatApp(); });
afterAll(() => app.close());
beforeEach(() => {
  browser = new Browser(app.url);
  page = browser.openPage();
});

const contactOf = (result: StartResult) => (result.ok ? result.chatDetails.contactId : result.code);
const keys = () => browser.sent.map(({ headers }) => headers['Idempotency-Key']);

/** An answer of the API that it gives when it is busy or refuses. */
function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json({ data: { Error: { code, message: 'No.' } }, message: 'No.', requestId: 'a-request' }, { status, headers });
}

const REQUEST = { ParticipantDetails: { DisplayName: 'Ada' } };

describe('a start whose answer is lost', () => {
  test.each<[string, (same: PersistentChat) => PersistentChat]>([
    ['the page tries again', (same) => same],
    ['the page is reloaded', () => browser.openPage()],
  ])('is found again with the same bytes when %s', async (_, pageOf) => {
    const before = app.connect.contacts.countRunning();
    browser.faults.push('lost');
    expect(await page.start(REQUEST)).toEqual({ ok: false, code: 'NoAnswer', message: 'The chat service did not answer.' });
    expect(await pageOf(page).start(REQUEST)).toMatchObject({ ok: true, outcome: 'NEW' });
    expect(browser.sent[1]).toEqual(browser.sent[0]);
    expect(keys()[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(app.connect.contacts.countRunning()).toBe(before + 1);
  });

  test('is another start after five minutes, and when the clock was set back', async () => {
    browser.faults.push('lost', 'lost', 'lost');
    await page.start(REQUEST);
    browser.age(4.9);
    await page.start(REQUEST);
    browser.age(0.2);
    await page.start(REQUEST);
    browser.age(-60);
    await page.start(REQUEST);
    const [first, second, third, fourth] = keys();
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  test('is another start when the page asks for something else', async () => {
    browser.faults.push('lost');
    await page.start(REQUEST);
    await page.start({ ParticipantDetails: { DisplayName: 'Ben' } });
    expect(new Set(keys()).size).toBe(2);
  });

  test.each<[string, number, string, boolean]>([
    ['refused', 400, 'InvalidRequest', false],
    ['refused by the web ACL', 403, 'RequestBlocked', false],
    ['too early', 429, 'TooManyRequests', true],
    ['answered with an error of Connect', 502, 'ConnectUnavailable', true],
  ])('keeps its key when it is then %s: %i %s, %s', async (_, status, code, isKept) => {
    browser.faults.push('lost', refusal(status, code));
    await page.start(REQUEST);
    expect(await page.start(REQUEST)).toMatchObject({ ok: false, code, status, message: 'No.', requestId: 'a-request' });
    await page.start(REQUEST);
    expect(keys()[2] === keys()[0]).toBe(isKept);
  });

  test('keeps its key when a proxy answers, as that is no refusal of the API', async () => {
    browser.faults.push('lost', new Response('<html>', { status: 403 }), new Response('{}', { status: 200 }));
    for (const _ of [1, 2, 3]) expect(await page.start(REQUEST)).toMatchObject({ code: 'NoAnswer' });
    await page.start(REQUEST);
    expect(new Set(keys()).size).toBe(1);
  });

  test('does not bring its chat back when that has ended', async () => {
    browser.faults.push('lost');
    await page.start(REQUEST);
    const lost = app.connect.requests.at(-1)!;
    const ended = contactOf(await page.start(REQUEST));
    expect(JSON.parse(app.connect.requests.at(-1)!.body).ClientToken).toBe(JSON.parse(lost.body).ClientToken);
    app.connect.contacts.end(ended);
    await page.connect(new FakeSession(ended, () => Promise.reject(ENDED)));
    const next = contactOf(await page.start(REQUEST));
    expect(next).not.toBe(ended);
    expect(keys()[2]).not.toBe(keys()[0]);
  });
});

describe('a start that is answered', () => {
  test('has another key the next time', async () => {
    for (const _ of [1, 2]) await page.start({ PersistentChat: { Start: 'NEW' } });
    expect(new Set(keys()).size).toBe(2);
  });

  test.each(['TooManyRequests', 'ChatStarting', 'SessionsUnavailable'])('with %s is repeated as it was after the time that the answer names', async (code) => {
    const status = { TooManyRequests: 429, ChatStarting: 409, SessionsUnavailable: 503 }[code]!;
    browser.faults.push(refusal(status, code, { 'Retry-After': '0.01' }));
    expect(await page.start(REQUEST)).toMatchObject({ outcome: 'NEW' });
    expect(browser.sent[1]).toEqual(browser.sent[0]);
  });

  test('with a time too far away comes back with that time', async () => {
    browser.faults.push(refusal(503, 'ConcurrentChatLimit', { 'Retry-After': '30' }));
    expect(await page.start(REQUEST)).toMatchObject({ ok: false, code: 'ConcurrentChatLimit', retryAfterSeconds: 30 });
    expect(browser.sent).toHaveLength(1);
  });

  test('waits for the API when Connect takes no more requests for a moment', async () => {
    app.connect.failNext({ status: 429, error: 'TooManyRequestsException' }, 3);
    expect(await page.start(REQUEST)).toMatchObject({ outcome: 'NEW' });
    expect(browser.sent[1]).toEqual(browser.sent[0]);
  }, 20_000);
});

describe('a start that is aborted', () => {
  test('rejects with the reason while it waits, and asks no more', async () => {
    const controller = new AbortController();
    browser.faults.push(refusal(429, 'TooManyRequests', { 'Retry-After': '20' }));
    const started = page.start(REQUEST, { signal: controller.signal });
    while (browser.sent.length === 0) await new Promise(setImmediate);
    controller.abort(new Error('The customer has closed the chat.'));
    await expect(started).rejects.toThrow('The customer has closed the chat.');
    expect(browser.sent).toHaveLength(1);
  });

  test('rejects during the request, and the next one finds the chat that it started', async () => {
    const before = app.connect.contacts.countRunning();
    const controller = new AbortController();
    const aborting = browser.openPage({
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        controller.abort(new Error('The customer has closed the chat.'));
        await answer.body?.cancel();
        throw new Error('aborted');
      },
    });
    await expect(aborting.start(REQUEST, { signal: controller.signal })).rejects.toThrow('The customer has closed the chat.');
    expect(await page.start(REQUEST)).toMatchObject({ outcome: 'NEW' });
    expect(app.connect.contacts.countRunning()).toBe(before + 1);
  });

  test('before it begins sends nothing', async () => {
    await expect(page.start(REQUEST, { signal: AbortSignal.abort(new Error('Too late.')) })).rejects.toThrow('Too late.');
    expect(browser.sent).toEqual([]);
  });
});
