import { Session, isHeld, isOver, listContacts } from './customer-sessions';
import { ParticipantService } from './participant-service';
import { SessionTable } from './session-table';
import { NoRunningChatFailure, StartChatFailure } from '../start-chat/contract/failure';
import { StartedChat } from '../start-chat/contract/started-chat';

/** What the customer's running chat is looked for with. */
export interface ResumeServices {
  readonly table: Pick<SessionTable, 'read'>;
  readonly participants: Pick<ParticipantService, 'connect'>;
  readonly now: () => number;
}

/**
 * Gives back the customer's running chat, and starts none. Writes nothing: a start that was left is left to the next start.
 * @throws NoRunningChatFailure when the customer has no running chat
 */
export async function resumeChat(customer: string, { table, participants, now }: ResumeServices): Promise<StartedChat> {
  const { sessions } = await table.read(customer, now());
  const { session, lease } = sessions;
  if (lease && isHeld(lease, now())) throw new StartChatFailure('ChatStarting');
  const { state } = session && !isOver(session, now()) ? await participants.connect(session.participantToken) : { state: 'ENDED' };
  if (state === 'UNKNOWN') throw new StartChatFailure('ConnectUnavailable');
  if (!session || state === 'ENDED') throw new NoRunningChatFailure(listContacts(sessions).length > 0);
  return giveBack(session);
}

/** The answer that has a running chat. */
export function giveBack({ contactId, participantId, participantToken, continuedFromContactId }: Session): StartedChat {
  return { contactId, participantId, participantToken, continuedFromContactId, outcome: 'RESUMED' };
}
