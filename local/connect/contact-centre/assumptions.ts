import type { ConnectErrorName } from '../protocol/connect-error';

/**
 * What AWS does not document about Amazon Connect chat, and what the simulator does in its place.
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

  /** Whether a transcript opens with the events that the customer joined and, if so, that the chat was rehydrated. */
  readonly openingEvents: boolean;

  /** Whether a participant token can still be used for a first connection when the five minutes for it are over. */
  readonly lateFirstConnection: 'ACCEPT' | 'REFUSE';

  /** What happens to a chat with an agent when the customer leaves first. */
  readonly customerLeaves: 'CHAT_ENDS' | 'AGENT_STAYS';

  /** Whether the first page of a transcript holds the item at its start position. */
  readonly startPositionInclusive: boolean;

  /** Whether contact events name the initial contact on the initial contact itself. */
  readonly initialContactIdOnFirstSegment: boolean;

  /** The channel's name in contact events: its casing varies in the documentation. */
  readonly eventChannel: string;
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
  openingEvents: true,
  lateFirstConnection: 'REFUSE',
  customerLeaves: 'CHAT_ENDS',
  startPositionInclusive: true,
  initialContactIdOnFirstSegment: false,
  eventChannel: 'CHAT',
};
