import { Session, isHeld, isOver, isToBeSentAgain, listContacts, sendAgain } from './customer-sessions';
import { ParticipantService } from './participant-service';
import { SendPastChat, createPastChatMessage } from './send-past-chat';
import { SessionTable, StoredSessions } from './session-table';
import { NoRunningChatFailure, StartChatFailure } from '../start-chat/contract/failure';
import { StartedChat } from '../start-chat/contract/started-chat';

/** What the customer's running chat is looked for with. */
export interface ResumeServices {
  readonly table: Pick<SessionTable, 'read' | 'replace'>;
  readonly participants: Pick<ParticipantService, 'connect'>;
  /** Absent: past chats are not attached later. */
  readonly sendPastChat?: SendPastChat;
  readonly now: () => number;
}

/**
 * Gives back the customer's running chat, and starts none: a start that was left is left to the next start.
 * @throws NoRunningChatFailure when the customer has no running chat
 */
export async function resumeChat(customer: string, services: ResumeServices): Promise<StartedChat> {
  const { table, participants, now } = services;
  const stored = await table.read(customer, now());
  const { session, lease } = stored.sessions;
  if (lease && isHeld(lease, now())) throw new StartChatFailure('ChatStarting');
  const { state } = session && !isOver(session, now()) ? await participants.connect(session.participantToken) : { state: 'ENDED' };
  if (state === 'UNKNOWN') throw new StartChatFailure('ConnectUnavailable');
  if (!session || state === 'ENDED') throw new NoRunningChatFailure(listContacts(stored.sessions).length > 0);
  return giveBack(customer, stored, session, services);
}

/** The answer that has a running chat. When nobody has done what its message asked for, the message is sent once more. */
export async function giveBack(
  customer: string, stored: StoredSessions, session: Session, { table, sendPastChat, now }: Omit<ResumeServices, 'participants'>,
): Promise<StartedChat> {
  if (sendPastChat && isToBeSentAgain(session, now())) {
    // Only who has written that it is sent sends it.
    const written = await table.replace(customer, stored, sendAgain(stored.sessions, session, now()), now()).catch(() => undefined);
    if (written) await sendPastChat(createPastChatMessage(customer, written.sessions.session!));
  }
  return describeResumed(session);
}

function describeResumed({ contactId, participantId, participantToken, continuedFromContactId, notContinued, late }: Session): StartedChat {
  const chat = { contactId, participantId, participantToken, continuedFromContactId, outcome: 'RESUMED' as const };
  switch (late?.state) {
    case undefined: return { ...chat, ...nameLeftOut(notContinued) };
    case 'PENDING': return { ...chat, reasonCode: 'PAST_CHAT_PENDING' };
    case 'CONTINUED': return { ...chat, continuedFromContactId: late!.continuedFromContactId, ...nameLeftOut(late!.pastChats.at(1)?.contactId ?? late!.leftOut) };
    default: return { ...chat, reasonCode: 'SOURCE_REFUSED', notContinued: late!.pastChats[0].contactId };
  }
}

/** That a past chat is in no chat that the customer gets. */
export function nameLeftOut(notContinued: string | undefined): Pick<StartedChat, 'reasonCode' | 'notContinued'> {
  return notContinued === undefined ? {} : { reasonCode: 'LATER_CHAT_CONTINUED', notContinued };
}
