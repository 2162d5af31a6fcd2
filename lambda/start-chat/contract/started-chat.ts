import { NotContinuedCode } from './not-continued';

/** A chat that the customer can join. */
export interface StartedChat {
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
  readonly continuedFromContactId?: string;
  readonly outcome: 'NEW' | 'REHYDRATED' | 'NOT_REHYDRATED' | 'RESUMED';
  /** Why the past chat that was asked for is not continued. */
  readonly reasonCode?: NotContinuedCode;
  /** The past chat that this one does not continue, although it is the customer's and may have something to continue. */
  readonly notContinued?: string;
}

/** Connect did not accept the source contact. A chat without it may be started. */
export interface SourceRefused {
  readonly sourceRefused: NotContinuedCode;
}
