import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChatApp, startChatApp } from './chat-app';
import { ChatAnswer, readAnswer, readWords, signIn, startStoreApp } from './signed-in-customer';
import { createConnection } from '../local/connect/participant/participant-fixture';

const DOCUMENT = join(__dirname, '../../docs/sessions.md');
const MARKERS = ['<!-- `UPDATE_DOCS=1 npx jest test/contract/coming-back.test.ts` writes this table. -->\n', '<!-- end of the table -->'];
const PROMISED_SECONDS = 90;
const WORDS = 'Where is my parcel?';

/** How one customer asks for chats. */
interface Customer {
  /** As the page does that has started the first chat. */
  start(): Promise<ChatAnswer>;
  /** As a page does that loads while a chat may run. */
  reload(): Promise<ChatAnswer>;
  onOtherDevice(): Promise<ChatAnswer>;
}

interface Kind {
  readonly name: string;
  open(leaving: boolean, survey: boolean): Promise<[ChatApp, Customer]>;
}

const KINDS: readonly Kind[] = [
  {
    name: 'a signed-in customer, with a session store',
    async open(disconnectAgentOnCustomerExit, surveysCustomersWhoLeave) {
      const app = await startStoreApp({ disconnectAgentOnCustomerExit }, { surveysCustomersWhoLeave });
      const [ada, elsewhere] = [signIn(app, 'ada'), signIn(app, 'ada')];
      return [app, { start: async () => ada.start(), reload: ada.resume, onOtherDevice: async () => elsewhere.start() }];
    },
  },
  {
    name: 'a visitor, with a resume handle',
    async open(disconnectAgentOnCustomerExit, surveysCustomersWhoLeave) {
      const app = await startChatApp({ disconnectAgentOnCustomerExit }, { surveysCustomersWhoLeave });
      let kept: ChatAnswer | undefined;
      const start = async (SourceContactId?: string) => {
        const body = JSON.stringify({ PersistentChat: { SourceContactId } });
        return readAnswer(await app.request({ body }));
      };
      return [app, {
        start: async () => { kept = await start(kept?.persistentChat.resumeHandle); return kept; },
        // Its page has kept what ChatJS needs, and asks nobody.
        reload: async () => ({ ...kept!, persistentChat: { outcome: 'the page connects again' } }),
        onOtherDevice: async () => start(),
      }];
    },
  },
];

interface Story {
  readonly name: string;
  readonly leaves?: boolean;
  readonly survey?: boolean;
  play(app: ChatApp, customer: Customer, first: ChatAnswer): Promise<ChatAnswer>;
}

const comesBackAfter = (seconds: number): Story => ({
  name: `the chat ends, and the customer comes back after ${seconds} s`,
  async play(app, customer, first) {
    app.connect.contacts.end(first.contactId);
    await app.connect.clock.letPass(seconds);
    return customer.start();
  },
});

async function leave(app: ChatApp, { token }: ChatAnswer): Promise<void> {
  const { body } = await createConnection({ simulator: app.connect } as Parameters<typeof createConnection>[0], token, ['CONNECTION_CREDENTIALS']);
  const init = { method: 'POST', headers: { 'X-Amz-Bearer': body.ConnectionCredentials!.ConnectionToken }, body: '{}' };
  await fetch(`${app.connect.endpoint}/participant/disconnect`, init);
}

const STORIES: readonly Story[] = [
  ...[5, 20, 40, 70].map(comesBackAfter),
  { name: 'the page is loaded again while the chat runs', play: async (_, customer) => customer.reload() },
  { name: 'the tab is closed, and the page opened again while the chat runs', play: async (_, customer) => customer.reload() },
  { name: 'a second device while the chat runs', play: async (_, customer) => customer.onOtherDevice() },
  {
    name: 'the customer leaves first, without a survey, and comes back after 5 s',
    leaves: true,
    survey: false,
    async play(app, customer, first) {
      await leave(app, first);
      await app.connect.clock.letPass(5);
      return customer.start();
    },
  },
  {
    name: 'the customer leaves first, and comes back after 5 s, while the survey runs',
    leaves: true,
    async play(app, customer, first) {
      await leave(app, first);
      await app.connect.clock.letPass(5);
      return customer.start();
    },
  },
  {
    name: 'the customer leaves first, the survey ends after 20 s, and the customer comes back 5 s later',
    leaves: true,
    async play(app, customer, first) {
      await leave(app, first);
      await app.connect.clock.letPass(20);
      app.connect.contacts.end(app.connect.contacts.requireSession(first.contactId).contacts.at(-1)!.contactId);
      await app.connect.clock.letPass(5);
      return customer.start();
    },
  },
];

/** What the customer gets, and when the first chat's words are in it. */
async function tell(kind: Kind, { leaves = false, survey = true, play }: Story) {
  const [app, customer] = await kind.open(leaves, survey);
  try {
    const first = await customer.start();
    app.connect.contacts.accept(first.contactId);
    app.connect.transcripts.say(first.contactId, { role: 'CUSTOMER', content: WORDS });
    await readWords(app, first);
    const chat = await play(app, customer, first);
    for (let seconds = 0; seconds <= PROMISED_SECONDS; seconds += 5) {
      if ((await readWords(app, chat)).includes(WORDS)) return { ...chat, seconds, running: app.connect.contacts.countRunning() };
      await app.connect.clock.letPass(5);
    }
    return { ...chat, seconds: undefined, running: app.connect.contacts.countRunning() };
  } finally {
    await app.close();
  }
}

function describeResult({ persistentChat: { outcome }, seconds, running }: Awaited<ReturnType<typeof tell>>): string {
  const what = /^[A-Z_]+$/.test(outcome) ? `\`${outcome}\`` : outcome;
  const when = seconds === undefined ? 'the earlier conversation is not in it' : seconds === 0 ? 'with the earlier conversation' : `the earlier conversation follows ${seconds} s later`;
  return `${what}: ${when}${running > 1 ? `. ${running} chats run` : ''}`;
}

const results = new Map<string, string[]>();

/** Nobody has signed in, so that nothing tells that the visitor is the same. */
const isUnknownVisitor = (kind: Kind, story: Story) => kind === KINDS[1] && story.name.startsWith('a second device');
/** The former chat runs until the survey has ended, and a visitor's page cannot enter it any more. */
const isBesideSurvey = (kind: Kind, story: Story) => kind === KINDS[1] && story.name.endsWith('while the survey runs');

describe.each(STORIES.map((story) => [story.name, story] as const))('%s', (name, story) => {
  test.each(KINDS.map((kind) => [kind.name, kind] as const))('%s', async (_, kind) => {
    const result = await tell(kind, story);
    results.set(name, [...results.get(name) ?? [], describeResult(result)]);
    if (isUnknownVisitor(kind, story) || isBesideSurvey(kind, story)) return;
    expect(result.running).toBe(1);
    expect(result.seconds).toBeLessThanOrEqual(PROMISED_SECONDS);
  });
});

test('docs/sessions.md has the table of these', () => {
  const rows = [['', ...KINDS.map((kind) => kind.name)], ['---', '---', '---'], ...[...results].map(([name, cells]) => [name, ...cells])];
  const table = `${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
  const written = readFileSync(DOCUMENT, 'utf8');
  const [before, rest] = written.split(MARKERS[0]);
  const [, after] = rest.split(MARKERS[1]);
  if (process.env.UPDATE_DOCS) writeFileSync(DOCUMENT, [before, MARKERS[0], '\n', table, '\n', MARKERS[1], after].join(''));
  else expect(rest.split(MARKERS[1])[0].trim()).toBe(table.trim());
});
