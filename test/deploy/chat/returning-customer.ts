import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ChatAnswer, Credential, DeployedChat } from './deployed-chat';
import { deliver } from '../aws/contact-event-rule';
import type { DeployedStack } from '../aws/deployed-stack';
import type { World } from '../world';

const TRANSCRIPT_SECONDS = 60;
const MAX_ATTEMPTS = 5;

export interface CustomerOptions {
  /** Whether the caller is a backend, which names customers and past chats itself. */
  readonly isBackend: boolean;
  /** Undefined when the chat has no store. */
  readonly storeIn?: DeployedStack;
}

/** A customer starts a chat, which is transferred and ends, and comes back to it: with a store, by the resume handle, or as a backend names it. */
export async function comesBack(world: World, chat: DeployedChat, caller: Credential, { isBackend, storeIn }: CustomerOptions): Promise<void> {
  const { connect, contactEvents } = world;
  const who = isBackend && storeIn ? { CustomerId: randomUUID() } : {};
  const hasHandle = !isBackend && !storeIn;
  const first = await withinTime(async () => chat.start(caller, who), ({ resumeHandle }) => hasHandle && !resumeHandle);
  assert.deepEqual([first.status, first.outcome], [200, 'NEW'], 'the chat starts');
  const contactId = first.contactId!;
  if (storeIn) {
    const refreshed = await chat.start(caller, who);
    assert.deepEqual([refreshed.outcome, refreshed.contactId], ['RESUMED', contactId], 'the running chat is given back');
  }
  const last = connect.contacts.transfer(contactId).contactId;
  connect.contacts.end(last);
  await connect.contactEvents.waitUntilDelivered();
  if (storeIn) {
    const matched = await deliver(storeIn, contactEvents.filter(({ detail }) => [contactId, last].includes(detail.contactId)));
    assert.ok(matched > 0, 'the rule matches events');
  }
  connect.clock.advance(TRANSCRIPT_SECONDS);
  const past = storeIn ? {} : { SourceContactId: isBackend ? last : first.resumeHandle };
  const request = { ...who, PersistentChat: { RehydrationType: 'FROM_SEGMENT', ...past } };
  const next = await withinTime(async () => chat.start(caller, request), ({ reason }) => reason === 'ResumeHandlesUnavailable');
  const continued = isBackend || storeIn ? last : contactId;
  assert.deepEqual([next.status, next.outcome, next.reason, next.continuedFrom], [200, 'REHYDRATED', undefined, continued], 'the past chat is continued');
}

/** The function waits for a key for less than a second, in which a busy machine may not answer. As a client would, this tries again. */
async function withinTime(start: () => Promise<ChatAnswer>, isLate: (answer: ChatAnswer) => boolean): Promise<ChatAnswer> {
  let answer = await start();
  for (let again = 1; again < MAX_ATTEMPTS && isLate(answer); again++) answer = await start();
  return answer;
}
