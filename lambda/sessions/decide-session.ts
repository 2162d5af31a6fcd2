import { CustomerSessions, Lease, Session, Source, contactsOf, isHeld, isOver } from './customer-sessions';

/** What the participant service says about the session. */
export type Liveness = 'RUNNING' | 'ENDED';

/** What the caller asks for, as far as sessions go. */
export interface SessionRequest {
  readonly sourceContactId?: string;
  readonly rehydrationType: Source['rehydrationType'];
  /** A conversation that neither resumes nor continues another. */
  readonly startsNew: boolean;
}

/** The next thing to do with a customer's sessions. */
export type SessionPlan =
  /** Another request is starting this customer's chat. */
  | { readonly step: 'WAIT' }
  /** Only the participant service knows whether the session still runs. */
  | { readonly step: 'CONFIRM'; readonly session: Session }
  | { readonly step: 'RESUME'; readonly session: Session }
  | { readonly step: 'LEAVE'; readonly session: Session }
  /** Another start left its lease, which has to be used up first. When that chat is not what this request wants, it comes again. */
  | { readonly step: 'TAKE_OVER'; readonly lease: Lease; readonly isWanted: boolean }
  | { readonly step: 'START'; readonly source?: Source }
  /** The source contact is not this customer's. */
  | { readonly step: 'REFUSE' };

export function decideSession(request: SessionRequest, sessions: CustomerSessions, liveness: Liveness | undefined, now: number): SessionPlan {
  const { session, lease } = sessions;
  const { sourceContactId, startsNew } = request;
  // Before the source is looked at: the lease may have made a contact that is the customer's, and in no list yet.
  if (lease) return isHeld(lease, now) ? { step: 'WAIT' } : { step: 'TAKE_OVER', lease, isWanted: isWanted(lease, request, sessions) };
  if (sourceContactId !== undefined && !contactsOf(sessions).includes(sourceContactId)) return { step: 'REFUSE' };
  if (session && !isOver(session, now)) {
    if (liveness === undefined) return { step: 'CONFIRM', session };
    if (liveness === 'RUNNING') return { step: startsNew ? 'LEAVE' : 'RESUME', session };
  }
  return { step: 'START', source: startsNew ? undefined : sourceOf(request, sessions) };
}

/** What another start has begun is never new: its chat may be given out already. */
function isWanted({ source }: Lease, request: SessionRequest, sessions: CustomerSessions): boolean {
  if (request.startsNew) return false;
  const wanted = sourceOf(request, sessions);
  return wanted?.contactId === source?.contactId && wanted?.rehydrationType === source?.rehydrationType;
}

function sourceOf({ sourceContactId, rehydrationType }: SessionRequest, sessions: CustomerSessions): Source | undefined {
  const contactId = sourceContactId ?? contactsOf(sessions).at(0);
  return contactId === undefined ? undefined : { contactId, rehydrationType };
}
