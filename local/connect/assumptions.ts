import type { ConnectErrorName } from './connect-error';

/**
 * What AWS does not document about StartChatContact, and what the simulator does in its place.
 * Each one can be set otherwise, so that what is built on the simulator need not depend on it.
 */
export interface Assumptions {
  /** Error for a request that breaks a documented constraint. Both 400s of the operation fit. */
  readonly invalidRequest: ConnectErrorName;

  /** Error for a source contact whose chat session still runs. */
  readonly activeSource: ConnectErrorName;

  /** Error for a source contact whose session ended, but whose transcript is not written yet. */
  readonly transcriptNotWritten: ConnectErrorName;

  /** Error for a source contact that the instance does not know. A contact of another instance is one of those. */
  readonly unknownSource: ConnectErrorName;

  /** Error for a source contact with more past contacts, or a longer transcript, than can be rehydrated. */
  readonly sourceTooLarge: ConnectErrorName;

  /** Whether `ENTIRE_PAST_SESSION` takes a later contact of a session for that session, or refuses it. */
  readonly nonInitialSource: 'ACCEPT' | 'REFUSE';

  /** How long a client token gives back the contact that it made. */
  readonly clientTokenSeconds: number;
}

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  invalidRequest: 'InvalidRequestException',
  activeSource: 'InvalidRequestException',
  transcriptNotWritten: 'InvalidRequestException',
  unknownSource: 'ResourceNotFoundException',
  sourceTooLarge: 'InvalidRequestException',
  nonInitialSource: 'ACCEPT',
  // As long as the operations next to this one document.
  clientTokenSeconds: 7 * 24 * 60 * 60,
};
