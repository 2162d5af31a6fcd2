import { AttackedApp, Caller } from './attacked-apps';
import { Attempt, Known } from './attempt';
import { encodedBody } from './encoded-bodies';
import { Answer, post } from './http-exchange';
import { ORIGIN } from '../contract/chat-app';

const WORDS = 'what the victim typed';
const VICTIMS_REQUEST = [`"InitialMessage": {"ContentType": "text/plain", "Content": "${WORDS}"}`];
const TRANSCRIPT_SECONDS = 60;

/** A chat that the backend gave out. */
export interface GivenChat {
  readonly ContactId: string;
  readonly ParticipantId: string;
  readonly ParticipantToken: string;
  readonly ContinuedFromContactId?: string;
  readonly resumeHandle?: string;
}

export interface Victim {
  /** The last one runs, and those before have ended. */
  readonly chats: readonly GivenChat[];
  readonly known: Known;
  /** What no attacker may ever be told. */
  readonly secrets: readonly string[];
}

export async function send({ app }: AttackedApp, caller: Caller, attempt: Attempt): Promise<Answer> {
  const { members, first = [], headers = [], query = '', encoding } = attempt;
  const json = `{${[...caller.members, ...members].join(', ')}}`;
  const body = encoding ? encodedBody(encoding, json) : Buffer.from(json);
  const url = `${app.url}${query}`;
  return post(url, [...first, ['Origin', ORIGIN], ...await caller.headers(url, body), ...headers], body, caller.address);
}

export async function startedChat(attacked: AttackedApp, caller: Caller, attempt: Attempt): Promise<GivenChat> {
  const { status, body } = await send(attacked, caller, attempt);
  expect(status).toBe(200);
  const { data } = JSON.parse(body) as { data: { startChatResult: GivenChat; persistentChat: { resumeHandle?: string } } };
  return { ...data.startChatResult, ...data.persistentChat };
}

/** The victim's requests, so that what attackers try can be seen to work for the victim. */
export const victimsAttempt = (idempotencyKey: string): Attempt => ({ members: VICTIMS_REQUEST, headers: [['Idempotency-Key', idempotencyKey]] });

/** The victim has an ended chat, and one that runs. */
export async function victimOf(attacked: AttackedApp): Promise<Victim> {
  const { app, victim: caller, attackers: [attacker] } = attacked;
  const idempotencyKeys = ['The-Victims-1st-key', 'The-Victims-2nd-key'];
  const ended = await startedChat(attacked, caller, victimsAttempt(idempotencyKeys[0]));
  app.connect.contacts.end(ended.ContactId);
  app.connect.clock.advance(TRANSCRIPT_SECONDS);
  const running = await startedChat(attacked, caller, victimsAttempt(idempotencyKeys[1]));
  const own = await startedChat(attacked, attacker, { members: [] });
  const chats = [ended, running];
  const handles = chats.flatMap(({ resumeHandle }) => resumeHandle ?? []);
  return {
    chats,
    known: {
      contactIds: chats.map(({ ContactId }) => ContactId),
      idempotencyKeys,
      members: VICTIMS_REQUEST,
      handles,
      address: caller.address,
      ownHandle: own.resumeHandle,
    },
    secrets: [WORDS, ...handles, ...chats.flatMap(({ ContactId, ParticipantId, ParticipantToken }) => [ContactId, ParticipantId, ParticipantToken])],
  };
}
