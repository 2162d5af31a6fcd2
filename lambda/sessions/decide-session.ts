import { CustomerSessions, Lease, Session, findLeftOut, isHeld, isOutdated, isOver, listContacts, listPastChats } from './customer-sessions';
import { Continuation } from './past-chats';
import { RehydrationType } from '../start-chat/contract/start-plan';

/** What the participant service answers about the session. The connection token of a running chat lets the customer leave it. */
export type Liveness =
  | { readonly state: 'RUNNING'; readonly connectionToken: string }
  | { readonly state: 'ENDED' }
  /** It refuses to answer, and would refuse again. */
  | { readonly state: 'UNKNOWN' };

/** The part of a request that is about sessions. */
export interface SessionRequest {
  readonly sourceContactId?: string;
  readonly rehydrationType: RehydrationType;
  /** Asks for a conversation that neither resumes nor continues another. */
  readonly startsNew: boolean;
}

export interface TakeOver {
  readonly step: 'TAKE_OVER';
  readonly lease: Lease;
  /** Whether the lease's chat is what this request asks for. If not, the request has to be repeated. */
  readonly isWanted: boolean;
  /** Whether the lease is dropped when Connect refuses it. */
  readonly startsNew: boolean;
}

/** The next thing to do with a customer's sessions. */
export type SessionPlan =
  /** Another request is starting this customer's chat. */
  | { readonly step: 'WAIT' }
  /** Only the participant service knows whether the session still runs. */
  | { readonly step: 'CONFIRM'; readonly session: Session }
  | { readonly step: 'RESUME'; readonly session: Session }
  | { readonly step: 'LEAVE'; readonly connectionToken: string }
  /** Another request gave up. The chat of its lease, if there is one, has to be found first. */
  | TakeOver
  | { readonly step: 'START'; readonly continuation?: Continuation }
  /** The session may still run, so that another chat could be the customer's second. */
  | { readonly step: 'FAIL' }
  /** The source contact is not this customer's. */
  | { readonly step: 'REFUSE' };

export function decideSession(request: SessionRequest, sessions: CustomerSessions, liveness: Liveness | undefined, now: number): SessionPlan {
  const { session, lease } = sessions;
  const { sourceContactId, startsNew } = request;
  // Checked before the source contact, which may be the lease's own chat and is not in the customer's list then.
  if (lease && isHeld(lease, now)) return { step: 'WAIT' };
  if (lease && !isOutdated(lease, now)) return { step: 'TAKE_OVER', lease, startsNew, isWanted: isWanted(lease, request, sessions) };
  if (sourceContactId !== undefined && !listContacts(sessions).includes(sourceContactId)) return { step: 'REFUSE' };
  if (session && !isOver(session, now)) {
    if (liveness === undefined) return { step: 'CONFIRM', session };
    // A request for a new chat still gets one. Otherwise the customer could not leave this session for as long as a chat can run.
    if (liveness.state === 'UNKNOWN' && !startsNew) return { step: 'FAIL' };
    if (liveness.state === 'RUNNING') return startsNew ? { step: 'LEAVE', connectionToken: liveness.connectionToken } : { step: 'RESUME', session };
  }
  return { step: 'START', continuation: startsNew ? undefined : chooseContinuation(request, sessions) };
}

/** For a request for a new chat, the chat of another request is never the right one: a client may have it already. */
function isWanted({ source }: Lease, request: SessionRequest, sessions: CustomerSessions): boolean {
  if (request.startsNew) return false;
  const wanted = chooseContinuation(request, sessions);
  return wanted?.pastChats[0].contactId === source?.contactId && wanted?.rehydrationType === source?.rehydrationType;
}

/** Who names the latest session asks for what a client without a contact id gets. */
function chooseContinuation({ sourceContactId, rehydrationType }: SessionRequest, sessions: CustomerSessions): Continuation | undefined {
  const namesEarlier = sourceContactId !== undefined && sourceContactId !== listContacts(sessions).at(0);
  if (namesEarlier) return { pastChats: [{ contactId: sourceContactId }], rehydrationType };
  const pastChats = listPastChats(sessions);
  return pastChats.length === 0 ? undefined : { pastChats, rehydrationType, leftOut: findLeftOut(sessions) };
}
