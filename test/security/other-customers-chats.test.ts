import fc from 'fast-check';
import { AttackedApp, Caller, KINDS_OF_ACCESS } from './attacked-apps';
import { Attempt, Known } from './attempt';
import { duplicatedHeaders, idempotencyKeys, otherIdentities } from './borrowed-identities';
import { brokenRequests, bytesOf } from './broken-requests';
import { changedHandles } from './changed-handles';
import { Answer, Header, closeConnections, sendBytes } from './http-exchange';
import { encodedBodies, hiddenContacts, namedContacts } from './named-contacts';
import { Victim, send, startedChat, victimOf, victimsAttempt } from './victim';
import { ORIGIN } from '../contract/chat-app';

type Way = (known: Known, caller: Caller) => fc.Arbitrary<Attempt>;

const NOT_WELL_FORMED = ['InvalidRequest'];
const NOT_ALLOWED = [...NOT_WELL_FORMED, 'SourceContactNotAllowed'];
/** A signature covers the content type. */
const NOT_READ = [...NOT_WELL_FORMED, 'RequestTooLarge', 'Unauthorized'];
const ANY_REFUSAL = [...NOT_ALLOWED, 'OriginNotAllowed', 'MissingAuthentication', 'Unauthorized', 'AccessDenied'];

/** The contract has an error for these. */
const REFUSED: [string, Way, string[]][] = [
  ['names the victim\'s contact', namedContacts, NOT_ALLOWED],
  ['has a changed or borrowed handle', (known, caller) => changedHandles(known, caller.customerId === undefined), NOT_ALLOWED],
  ['has a body that is no JSON object', encodedBodies, NOT_READ],
];

/** Here the contract asks for the caller's own chat when the request is well-formed. A key that is not read is no reason to refuse one. */
const OWN_CHAT_AT_MOST: [string, Way, string[]][] = [
  ['names the victim\'s contact where it is not read', hiddenContacts, NOT_WELL_FORMED],
  ['has the victim\'s idempotency key or body', idempotencyKeys, NOT_WELL_FORMED],
  ['claims to be the victim', (known, { members }) => otherIdentities(known, members.length > 0), NOT_WELL_FORMED],
  ['has a header twice', duplicatedHeaders, ANY_REFUSAL],
];

const KINDS = Object.entries(KINDS_OF_ACCESS);
const ATTEMPTS = 10_000;
const numRuns = Math.ceil(ATTEMPTS / (KINDS.length * (REFUSED.length + OWN_CHAT_AT_MOST.length + 1)));

afterAll(closeConnections);

describe.each(KINDS)('from %s', (_, start) => {
  let attacked: AttackedApp;
  let victim: Victim;
  beforeAll(async () => {
    attacked = await start();
    victim = await victimOf(attacked);
  });
  afterAll(() => attacked.app.close());

  const heard = () => attacked.app.connect.requests.length;

  /** @returns the error's code */
  function expectRefused({ status, headers, body }: Answer): string {
    expect([400, 401, 403, 413]).toContain(status);
    expect(headers['content-type']).toBe('application/json');
    const error = JSON.parse(body);
    const { message } = error;
    expect(error).toEqual({ data: { Error: { code: expect.stringMatching(/\S/), message } }, message: expect.stringMatching(/\S/), requestId: expect.stringMatching(/\S/) });
    return error.data.Error.code;
  }

  /** Nothing of the victim's, and a chat that continues none. */
  function expectOwnChat({ body }: Answer, caller: Caller, heardBefore: number) {
    const { startChatResult: { ContactId, ContinuedFromContactId } } = JSON.parse(body).data;
    const { continuedFromContactId, pastContactIds } = attacked.app.connect.contacts.requireSession(ContactId);
    expect([ContinuedFromContactId, continuedFromContactId, pastContactIds]).toEqual([undefined, undefined, []]);
    for (const request of attacked.app.connect.requests.slice(heardBefore)) {
      const { CustomerId, PersistentChat, RelatedContactId } = JSON.parse(request.body);
      expect([CustomerId, PersistentChat, RelatedContactId]).toEqual([caller.customerId, undefined, undefined]);
    }
  }

  function expectNothingOfTheVictim({ body }: Answer) {
    expect(victim.secrets.filter((secret) => body.includes(secret))).toEqual([]);
  }

  async function everyAttempt(way: Way, check: (answer: Answer, caller: Caller, heardBefore: number) => void) {
    const attempts = fc.constantFrom(...attacked.attackers).chain((caller) => way(victim.known, caller).map((attempt) => ({ caller, attempt })));
    await fc.assert(fc.asyncProperty(attempts, async ({ caller, attempt }) => {
      const heardBefore = heard();
      const answer = await send(attacked, caller, attempt);
      expectNothingOfTheVictim(answer);
      check(answer, caller, heardBefore);
    }), { numRuns });
  }

  test.each(REFUSED)('a request that %s is refused, and Connect is not called', (_way, way, refusals) => (
    everyAttempt(way, (answer, _caller, heardBefore) => {
      expect(refusals).toContain(expectRefused(answer));
      expect(heard()).toBe(heardBefore);
    })
  ));

  test.each(OWN_CHAT_AT_MOST)('a request that %s reaches the caller\'s own chat at most', (_way, way, refusals) => (
    everyAttempt(way, (answer, caller, heardBefore) => {
      if (answer.status === 200) expectOwnChat(answer, caller, heardBefore);
      else expect(refusals).toContain(expectRefused(answer));
    })
  ));

  test('a request that HTTP servers could read in two ways is refused', async () => {
    const { app: { url }, attackers: [caller] } = attacked;
    const own: readonly Header[] = [['Origin', ORIGIN], ...await caller.headers(url, Buffer.from('{}'))];
    await fc.assert(fc.asyncProperty(brokenRequests(new URL(url).pathname, victim.known, own), async (request) => {
      const heardBefore = heard();
      const { statuses, received } = await sendBytes(url, bytesOf(request, own));
      expectNothingOfTheVictim({ status: 0, headers: {}, body: received });
      expect([[400], [431]]).toContainEqual(statuses);
      expect(heard()).toBe(heardBefore);
    }), { numRuns });
  });

  test('the victim still has the running chat after all attempts', async () => {
    const { ContactId, ParticipantToken } = await startedChat(attacked, attacked.victim, victimsAttempt(victim.known.idempotencyKeys[1]));
    const { chats: [, running] } = victim;
    expect([ContactId, ParticipantToken]).toEqual([running.ContactId, running.ParticipantToken]);
    expect(attacked.app.connect.contacts.get(ContactId).endedAt).toBeUndefined();
  });
});
