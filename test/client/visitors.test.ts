import type { PersistentChat, StartResult } from './client-types';
import { ENDED, FakeSession, PROXY_REFUSED } from './fake-browser';
import { Browser } from './page';
import { RehydrationFailure } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';

const TRANSCRIPT_SECONDS = 60;

let app: ChatApp;
let browser: Browser;
let page: PersistentChat;

beforeAll(async () => { app = await startChatApp(); });
afterAll(() => app.close());
beforeEach(() => {
  browser = new Browser(app.url);
  page = browser.openPage();
});

function contactOf(result: StartResult): string {
  if (!result.ok) throw new Error(result.code);
  return result.chatDetails.contactId;
}

/** What Connect was asked to continue. */
const continued = (result: StartResult) => result.ok && result.outcome === 'REHYDRATED' && result.continuedFromContactId;

/** Starts a chat in which the agent says something, unless it is left in silence. It ends, and the page knows. */
async function playChat({ said = true } = {}): Promise<string> {
  const contactId = contactOf(await page.start());
  if (said) await page.said({ Id: 'a-message', Type: 'MESSAGE', ParticipantRole: 'AGENT' });
  app.connect.contacts.end(contactId);
  await page.ended();
  return contactId;
}

describe('a running chat', () => {
  test('is given back to a second page of the browser, without a request', async () => {
    const started = await page.start();
    const second = browser.openPage();
    expect(await second.isOpen()).toBe(true);
    for (const result of [await second.resume(), await second.start({ ParticipantDetails: { DisplayName: 'Ada' } })]) {
      expect(result).toMatchObject({ ok: true, outcome: 'RESUMED', region: 'us-west-2', chatDetails: started.ok && started.chatDetails });
    }
    expect(browser.sent).toHaveLength(1);
  });

  test('is what ChatJS needs, and what the API answered', async () => {
    const started = await page.start();
    if (!started.ok) throw new Error(started.code);
    const { ContactId, ParticipantId, ParticipantToken } = started.data.startChatResult;
    expect(started.chatDetails).toEqual({ contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken });
    expect(started).toMatchObject({ outcome: 'NEW', data: { featurePermissions: { ATTACHMENTS: false } } });
  });

  test('is none after its end, and none where none was started', async () => {
    expect(await page.resume()).toMatchObject({ ok: false, code: 'NoRunningChat', hasPastChat: false });
    await playChat();
    expect(await page.isOpen()).toBe(false);
    expect(await page.resume()).toMatchObject({ ok: false, code: 'NoRunningChat', hasPastChat: true });
  });

  test('is left by who asks for a new one', async () => {
    const first = contactOf(await page.start());
    const second = await page.start({ PersistentChat: { Start: 'NEW' } });
    expect(second).toMatchObject({ outcome: 'NEW' });
    expect(contactOf(second)).not.toBe(first);
  });

  test('is one, when a page starts it twice at once', async () => {
    const [first, second] = await Promise.all([page.start(), page.start()]);
    expect(contactOf(second)).toBe(contactOf(first));
    expect(browser.sent).toHaveLength(1);
  });

  test('is not ended by a page that shows an earlier one', async () => {
    const session = new FakeSession(contactOf(await page.start()));
    await page.connect(session);
    const other = browser.openPage();
    const second = contactOf(await other.start({ PersistentChat: { Start: 'NEW' } }));
    session.finish();
    await page.ended();
    expect(contactOf(await browser.openPage().start())).toBe(second);
  });

  test('is not one in which something was said, because something was said in an earlier one', async () => {
    const first = contactOf(await page.start());
    const second = contactOf(await page.start({ PersistentChat: { Start: 'NEW' } }));
    const item = { Id: 'a-message', Type: 'MESSAGE', ParticipantRole: 'AGENT' };
    await page.said(item, first);
    expect(browser.stored).not.toContain('"past"');
    await page.said(item, second);
    expect(browser.stored).toContain('"past"');
  });

  test('is forgotten when it must have ended', async () => {
    await page.start();
    browser.age(1500);
    expect(await page.isOpen()).toBe(false);
    expect(browser.stored).not.toContain('ParticipantToken');
  });
});

describe('a past chat', () => {
  test('is continued by its resume handle', async () => {
    const past = await playChat();
    app.connect.clock.advance(TRANSCRIPT_SECONDS);
    expect(continued(await browser.openPage().start())).toBe(past);
  });

  test('stays the one to continue until something is said in the next chat', async () => {
    const past = await playChat();
    expect(await page.start()).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'PAST_CHAT_PENDING' });
    app.connect.contacts.end(app.connect.contacts.requireRunning(contactOf(await page.start())).contactId);
    await page.ended();
    app.connect.clock.advance(TRANSCRIPT_SECONDS);
    expect(continued(await page.start())).toBe(past);
  });

  test('gives way to the next chat as soon as something is said there', async () => {
    await playChat();
    const second = await playChat();
    app.connect.clock.advance(TRANSCRIPT_SECONDS);
    expect(continued(await page.start())).toBe(second);
  });

  test.each<[string, object, boolean]>([
    ['a message of the customer', { ParticipantRole: 'CUSTOMER' }, true],
    ['a message of the flow', { ParticipantRole: 'SYSTEM' }, false],
    ['an event', { Type: 'EVENT' }, false],
    ['a message of a past chat', { RelatedContactId: 'a-past-contact' }, false],
  ])('counts %s in the session of ChatJS: %j, %s', async (_, item, counts) => {
    const session = new FakeSession(contactOf(await page.start()));
    await page.connect(session);
    session.say(item);
    session.finish();
    await page.ended();
    expect(await page.resume()).toMatchObject({ hasPastChat: counts });
  });

  test('begins with what the customer says beyond the initial message', async () => {
    await page.start({ InitialMessage: { ContentType: 'text/plain', Content: 'Hello' } });
    const say = (Id: string) => page.said({ Id, Type: 'MESSAGE', ParticipantRole: 'CUSTOMER' });
    await say('initial');
    await browser.openPage().start();
    await say('initial');
    expect(browser.stored).not.toContain('"past"');
    await say('second');
    expect(browser.stored).toContain('"past"');
  });

  test('is forgotten after 30 days', async () => {
    await playChat();
    browser.age(30 * 24 * 60 - 1);
    expect(await page.resume()).toMatchObject({ hasPastChat: true });
    browser.age(1);
    expect(await page.resume()).toMatchObject({ hasPastChat: false });
    expect(browser.stored).not.toContain('source');
  });

  test('is not asked for again when its handle is not valid', async () => {
    const stranger = new Browser(app.url);
    await playChat();
    const [[key, text]] = browser.storage.items;
    stranger.storage.items.set(key, text.replace(/("past":\{"source":")[^"]+/, '$1an-invalid-resume-handle-of-some-length'));
    expect(await stranger.openPage().start()).toMatchObject({ outcome: 'NOT_REHYDRATED', reasonCode: 'HANDLE_INVALID' });
    expect(stranger.stored).not.toContain('an-invalid-resume-handle');
  });

  test('is not asked for again when the API refuses the start because of it', async () => {
    const strict = await startChatApp({ rehydrationFailure: RehydrationFailure.RETURN_ERROR });
    try {
      const stranger = new Browser(strict.url);
      const stored = { past: { source: 'an-invalid-resume-handle-of-some-length', until: Date.now() + 60_000 } };
      stranger.storage.items.set(`persistent-chat:${strict.url.replace(/\/$/, '')}`, JSON.stringify({ of: '', record: stored }));
      expect(await stranger.openPage().start()).toMatchObject({ code: 'SourceContactNotAllowed' });
      expect(await stranger.openPage().start()).toMatchObject({ outcome: 'NEW' });
    } finally {
      await strict.close();
    }
  });
});

describe('the session of ChatJS', () => {
  test('that cannot be connected because the chat has ended ends it', async () => {
    const contactId = contactOf(await page.start());
    expect(await page.connect(new FakeSession(contactId, () => Promise.reject(ENDED)))).toBe(false);
    expect(await page.isOpen()).toBe(false);
  });

  test('that a proxy refuses does not end the chat', async () => {
    const contactId = contactOf(await page.start());
    const connecting = page.connect(new FakeSession(contactId, () => Promise.reject(PROXY_REFUSED)));
    await expect(connecting).rejects.toThrow('The chat cannot be reached.');
    expect(await page.isOpen()).toBe(true);
  });

  test.each<[string, () => Promise<unknown>, boolean]>([
    ['has left, and the agent stays', () => Promise.reject({ type: 'AccessDeniedException' }), true],
    ['has left, and the chat has ended', () => Promise.reject('Failed to call getTranscript, No active connection'), true],
    ['answers a survey', async () => ({}), false],
  ])('of a customer who %s', async (_, getTranscript, hasLeft) => {
    const session = Object.assign(new FakeSession(contactOf(await page.start())), { getTranscript });
    expect(await page.leave(session)).toBe(hasLeft);
    expect(await page.isOpen()).toBe(!hasLeft);
  });
});

describe('another customer', () => {
  test('finds nothing of the one before, and leaves nothing of it', async () => {
    await playChat();
    await page.start();
    const ada = browser.openPage({ customer: 'ada' });
    expect(await ada.resume()).toMatchObject({ code: 'NoRunningChat', hasPastChat: false });
    expect(browser.stored).toBe('');
  });

  test('keeps what is hers when a page of the one before is still open', async () => {
    const contactId = contactOf(await page.start());
    const ada = browser.openPage({ customer: 'ada' });
    await ada.start();
    await page.said();
    await page.connect(new FakeSession(contactId, () => Promise.reject(ENDED)));
    expect(await ada.isOpen()).toBe(true);
  });

  test('finds nothing after the one before has signed out', async () => {
    await page.start();
    await page.forget();
    expect(browser.stored).toBe('');
    expect(await page.isOpen()).toBe(false);
  });
});
