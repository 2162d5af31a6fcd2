import type { ConnectErrorName } from '../protocol/connect-error';

/**
 * Questions about Amazon Connect chat that AWS's documentation does not answer, and the simulator's answers.
 * Each answer can be changed, to test that nothing depends on it.
 */
export interface Assumptions {
  /** Error for a request that breaks a documented constraint. The operation has two errors with status 400. */
  readonly invalidRequest: ConnectErrorName;

  /** Error for a source contact whose chat session is still running. */
  readonly activeSource: ConnectErrorName;

  /** Error for a source contact whose session has ended, but whose transcript is not written yet. */
  readonly transcriptNotWritten: ConnectErrorName;

  /** Error for a source contact that does not exist in the instance. It may exist in another instance. */
  readonly unknownSource: ConnectErrorName;

  /** Error for a source contact that has too many past contacts or too long a transcript for rehydration. */
  readonly sourceTooLarge: ConnectErrorName;

  /** Error for CreatePersistentContactAssociation when the chat continues a past contact already. */
  readonly secondAssociation: ConnectErrorName;

  /** Error for CreatePersistentContactAssociation when the contact is not the initial contact of its chat. */
  readonly laterContactAssociation: ConnectErrorName | 'ACCEPT';

  /** Error for CreatePersistentContactAssociation when the chat has ended. */
  readonly endedChatAssociation: ConnectErrorName | 'ACCEPT';

  /** Whether `ENTIRE_PAST_SESSION` accepts a contact that is not the initial contact of its session. */
  readonly nonInitialSource: 'ACCEPT' | 'REFUSE';

  /** How long a request with the same client token returns the same answer. */
  readonly clientTokenSeconds: number;

  /** Whether a transcript starts with the events that the customer joined and that the chat was rehydrated. */
  readonly openingEvents: boolean;

  /** When the websockets of a rehydrated chat are sent the event `chat.rehydrated`. Clients that load the past only on this event need it. */
  readonly rehydratedEvent: 'FIRST_SUBSCRIPTION' | 'EACH_SUBSCRIPTION' | 'BEFORE_SUBSCRIPTION';

  /** Whether the event `chat.rehydrated` is sent, and written to the transcript, when a running chat is rehydrated. */
  readonly lateRehydratedEvent: boolean;

  /** Whether a participant token can be used for a first connection more than five minutes after the start. */
  readonly lateFirstConnection: 'ACCEPT' | 'REFUSE';

  /** What happens to a chat without `DisconnectOnCustomerExit` when the customer leaves before the agent. */
  readonly customerLeaves: 'CHAT_ENDS' | 'AGENT_STAYS';

  /** Whether a customer who has left, while the agent has stayed, can connect to the chat again. */
  readonly customerReturns: 'ACCEPT' | 'REFUSE';

  /** Whether the first page of a transcript contains the item at the start position. */
  readonly startPositionInclusive: boolean;

  /** Whether the contact events and the record of an initial contact have `initialContactId`. */
  readonly initialContactIdOnFirstSegment: boolean;

  /** When the record of a contact has `ChatMetrics`. */
  readonly chatMetrics: 'WHILE_RUNNING' | 'WHEN_ENDED' | 'NEVER';

  /** Whether `ChatMetrics` count `InitialMessage` as a message of the customer. */
  readonly initialMessageCounts: boolean;

  /** The channel's name in contact events. The documentation writes it in different letter cases. */
  readonly eventChannel: string;
}

export const DEFAULT_ASSUMPTIONS: Assumptions = {
  invalidRequest: 'InvalidRequestException',
  activeSource: 'InvalidRequestException',
  transcriptNotWritten: 'InvalidRequestException',
  unknownSource: 'ResourceNotFoundException',
  sourceTooLarge: 'InvalidRequestException',
  secondAssociation: 'InvalidRequestException',
  laterContactAssociation: 'InvalidRequestException',
  endedChatAssociation: 'InvalidRequestException',
  nonInitialSource: 'ACCEPT',
  // What AWS documents for similar operations.
  clientTokenSeconds: 7 * 24 * 60 * 60,
  openingEvents: true,
  rehydratedEvent: 'FIRST_SUBSCRIPTION',
  lateRehydratedEvent: true,
  lateFirstConnection: 'REFUSE',
  // The administrator guide offers DisconnectOnCustomerExit for chats in which the agent is not to stay.
  customerLeaves: 'AGENT_STAYS',
  customerReturns: 'REFUSE',
  startPositionInclusive: true,
  initialContactIdOnFirstSegment: false,
  chatMetrics: 'WHEN_ENDED',
  initialMessageCounts: true,
  eventChannel: 'CHAT',
};
