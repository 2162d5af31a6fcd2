import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { VICTIM, hiddenSources, identityClaims, sentHeaders, sourceBodies } from './attempts';
import { Caller } from '../../lambda/start-chat/caller';
import { StartPlan, decide } from '../../lambda/start-chat/decide';
import { StartChatFailure } from '../../lambda/start-chat/failure';
import { parse } from '../../lambda/start-chat/parse';
import { ResumeHandles } from '../../lambda/start-chat/resume-handles';
import { Settings } from '../../lambda/start-chat/settings';
import { INSTANCE_ARN, SETTINGS, proxyEvent } from '../lambda/fixtures';

/** In this process: what the handler does between API Gateway's event and Connect. The shipped bundle has its sample in a test of its own. */
const ATTEMPTS_PER_KIND = 2_500;

const LENIENT: Settings = { ...SETTINGS, acceptSourceContactId: false };
const STRICT: Settings = { ...LENIENT, rehydrationFailure: 'RETURN_ERROR' };
const NOW = 1_800_000_000;
const handles = new ResumeHandles(async (period) => createHmac('sha256', 'secret').update(`${period}`).digest(), INSTANCE_ARN, 3600, () => NOW);

interface Attempt {
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

async function attempt({ body, headers }: Attempt, caller: Caller, settings: Settings): Promise<StartPlan | StartChatFailure> {
  try {
    const request = parse(proxyEvent({ body, headers }));
    const handle = request.sourceContactId === undefined ? undefined : await handles.read(request.sourceContactId, caller, {});
    return decide(request, caller, settings, handle);
  } catch (error) {
    if (error instanceof StartChatFailure) return error;
    throw error;
  }
}

const VISITOR: Caller = { kind: 'anonymous', sourceIp: '192.0.2.66', userAgent: 'attacker' };
const ATTACKER: Caller = { kind: 'identified', issuer: VICTIM.issuer, subject: 'attacker', claims: { email: 'attacker@example.com' } };

test('no made-up source contact opens a past chat to an anonymous visitor', async () => {
  await fc.assert(fc.asyncProperty(sourceBodies, async (body) => {
    const refused = await attempt({ body }, VISITOR, STRICT);
    expect(refused).toBeInstanceOf(StartChatFailure);
    expect(['SourceContactNotAllowed', 'InvalidRequest']).toContain((refused as StartChatFailure).code);
    const served = await attempt({ body }, VISITOR, LENIENT);
    if (served instanceof StartChatFailure) return;
    expect([served.source, served.chat.PersistentChat, served.chat.RelatedContactId]).toEqual([undefined, undefined, undefined]);
  }), { numRuns: ATTEMPTS_PER_KIND });
});

test('no changed handle opens a past chat', async () => {
  const handle = (await handles.handleFor(VICTIM.contactId, VISITOR, {}))!;
  const changes = fc.array(fc.tuple(fc.nat(handle.length - 1), fc.string({ maxLength: 2 })), { minLength: 1, maxLength: 5 });
  const changed = changes.map((edits) => edits.reduce((text, [at, piece]) => text.slice(0, at) + piece + text.slice(at + 1), handle));
  await fc.assert(fc.asyncProperty(changed.filter((text) => text !== handle), async (SourceContactId) => {
    expect(await attempt({ body: { PersistentChat: { SourceContactId } } }, VISITOR, STRICT)).toBeInstanceOf(StartChatFailure);
  }), { numRuns: ATTEMPTS_PER_KIND });
  const unchanged = await attempt({ body: { PersistentChat: { SourceContactId: handle } } }, VISITOR, STRICT);
  expect(unchanged).toMatchObject({ source: { SourceContactId: VICTIM.contactId } });
});

test('no source contact is read from anywhere but its own key', async () => {
  await fc.assert(fc.asyncProperty(hiddenSources, async (body) => {
    const result = await attempt({ body }, ATTACKER, SETTINGS);
    if (result instanceof StartChatFailure) expect(result.code).toBe('InvalidRequest');
    else expect([result.source, JSON.stringify(result.chat)]).toEqual([undefined, expect.not.stringContaining(VICTIM.contactId)]);
  }), { numRuns: ATTEMPTS_PER_KIND });
});

test('nobody becomes another customer, or reaches another\'s chat by an idempotency key', async () => {
  const identifying = { ...SETTINGS, identifyCustomer: true };
  const victims: Caller[] = [
    { kind: 'identified', issuer: VICTIM.issuer, subject: VICTIM.subject },
    { kind: 'anonymous', sourceIp: '198.51.100.1', userAgent: 'agent' },
  ];
  await fc.assert(fc.asyncProperty(identityClaims, sentHeaders, fc.constantFrom(ATTACKER, VISITOR), async ({ key, value }, sent, caller) => {
    const body = `{${JSON.stringify(key)}: ${JSON.stringify(value)}, "ClientToken": ${JSON.stringify(VICTIM.key)}}`;
    const result = await attempt({ body, headers: sent }, caller, identifying);
    if (result instanceof StartChatFailure) {
      expect(result.code).toBe('InvalidRequest');
      return;
    }
    expect(result.chat.CustomerId).toBe(caller === ATTACKER ? 'attacker' : undefined);
    expect(result.chat.ClientToken).toMatch(/^[0-9a-f]{64}$/);
    for (const victim of victims) {
      const planned = await attempt({ body, headers: sent }, victim, identifying) as StartPlan;
      expect(result.chat.ClientToken).not.toBe(planned.chat.ClientToken);
    }
  }), { numRuns: ATTEMPTS_PER_KIND });
});
