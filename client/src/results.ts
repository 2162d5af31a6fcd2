import type { ErrorCode, ReasonCode, StartedChatData } from './contract.js';

/** A chat that the customer can join. */
interface JoinableChat {
  readonly ok: true;
  /** For `ChatSession.create` of ChatJS. */
  readonly chatDetails: { readonly contactId: string; readonly participantId: string; readonly participantToken: string };
  /** For `ChatSession.setGlobalConfig` of ChatJS. */
  readonly region: string;
  /** `data` of the API's answer, as the hosted widget's `customStartChat` takes it. */
  readonly data: StartedChatData;
}

/** The customer's running chat, given back. */
export interface ResumedChat extends JoinableChat {
  readonly outcome: 'RESUMED';
  /** The past chat that is part of this one. */
  readonly continuedFromContactId?: string;
  /** `PAST_CHAT_PENDING` as long as a past chat may still be added to this chat. */
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  /** The past chat that is not part of this one. */
  readonly notContinued?: string;
}

/** The later of the past chats is part of this one, and an earlier one is not. */
interface LeftOut {
  readonly reasonCode?: ReasonCode;
  readonly reason?: string;
  /** The past chat that is not part of this one. */
  readonly notContinued?: string;
}

export type StartedChat =
  | ResumedChat
  | (JoinableChat & { readonly outcome: 'NEW' })
  | (JoinableChat & { readonly outcome: 'REHYDRATED'; readonly continuedFromContactId: string } & LeftOut)
  | (JoinableChat & { readonly outcome: 'NOT_REHYDRATED'; readonly reasonCode: ReasonCode; readonly reason: string });

interface Failure {
  readonly ok: false;
  /** In English, for developers. */
  readonly message: string;
}

export interface NoRunningChat extends Failure {
  readonly code: 'NoRunningChat';
  /** Whether there is a past chat that a start continues. */
  readonly hasPastChat: boolean;
}

/** The API refused the request, or failed. */
export interface RefusedChat extends Failure {
  readonly code: Exclude<ErrorCode, 'NoRunningChat'>;
  readonly status: number;
  readonly requestId?: string;
  /** When to try again. The client has waited before, unless this is more than half a minute. */
  readonly retryAfterSeconds?: number;
}

/** No answer came, or one that is not the API's. A repeated start gets the chat that this one may have started. */
export interface NoAnswer extends Failure {
  readonly code: 'NoAnswer';
}

export type StartResult = StartedChat | RefusedChat | NoAnswer;
export type ResumeResult = ResumedChat | NoRunningChat | RefusedChat | NoAnswer;

export function toStartedChat(data: StartedChatData): StartedChat {
  const { startChatResult, persistentChat: { outcome, reason, reasonCode, notContinued }, region } = data;
  const { ContactId, ParticipantId, ParticipantToken, ContinuedFromContactId } = startChatResult;
  const chatDetails = { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
  const persistence = { continuedFromContactId: ContinuedFromContactId, reason, reasonCode, notContinued };
  return { ok: true, outcome, chatDetails, region, data, ...persistence } as StartedChat;
}
