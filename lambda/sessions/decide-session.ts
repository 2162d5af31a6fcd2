import { CustomerSessions, Lease, Session, isHeld, isOutdated, isOver, listContacts } from './customer-sessions';
import { RehydrationType, SourceContact } from '../start-chat/contract/start-plan';

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
  | { readonly step: 'START'; readonly source?: SourceContact }
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
  return { step: 'START', source: startsNew ? undefined : chooseSource(request, sessions) };
}

/** For a request for a new chat, the chat of another request is never the right one: a client may have it already. */
function isWanted({ source }: Lease, request: SessionRequest, sessions: CustomerSessions): boolean {
  if (request.startsNew) return false;
  const wanted = chooseSource(request, sessions);
  return wanted?.contactId === source?.contactId && wanted?.rehydrationType === source?.rehydrationType;
}

function chooseSource({ sourceContactId, rehydrationType }: SessionRequest, sessions: CustomerSessions): SourceContact | undefined {
  const contactId = sourceContactId ?? listContacts(sessions).at(0);
  return contactId === undefined ? undefined : { contactId, rehydrationType };
}
