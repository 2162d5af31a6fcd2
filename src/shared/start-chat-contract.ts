/**
 * What clients of the start-chat API send and get. The page's client has a copy of this file, which `npm run compile:client`
 * writes. So it must not import anything.
 *
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export type RehydrationType = 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT';

export type MessagingContentType =
  | 'text/plain'
  | 'text/markdown'
  | 'application/json'
  | 'application/vnd.amazonaws.connect.message.interactive'
  | 'application/vnd.amazonaws.connect.message.interactive.response';

/** The body of a request. All keys are optional. */
export interface StartChatRequest {
  readonly ParticipantDetails?: { readonly DisplayName?: string };
  /** The display name of a request without `ParticipantDetails`. */
  readonly customerName?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly InitialMessage?: {
    readonly ContentType: Exclude<MessagingContentType, 'application/vnd.amazonaws.connect.message.interactive'>;
    readonly Content: string;
  };
  /** A list, or one text with commas. */
  readonly SupportedMessagingContentTypes?: readonly MessagingContentType[] | string;
  readonly ChatDurationInMinutes?: number;
  readonly PersistentChat?: {
    /** A resume handle or a contact id. */
    readonly SourceContactId?: string;
    readonly RehydrationType?: RehydrationType;
    /** The chat neither resumes nor continues another. */
    readonly Start?: 'NEW';
  };
  readonly ContactFlowId?: string;
  readonly InstanceId?: string;
  readonly ConnectInstanceId?: string;
  /** The same as the header `Idempotency-Key`. */
  readonly ClientToken?: string;
  /** Whom the chat is for. For trusted callers only. */
  readonly CustomerId?: string;
}

export type Outcome = 'NEW' | 'REHYDRATED' | 'NOT_REHYDRATED' | 'RESUMED';

/** Why a past chat that was asked for is not continued. */
export type ReasonCode =
  | 'SOURCE_REFUSED'
  | 'PAST_CHAT_PENDING'
  | 'LATER_CHAT_CONTINUED'
  | 'SOURCE_NOT_CONTINUED'
  | 'HANDLE_INVALID'
  | 'HANDLE_UNAVAILABLE';

/** `data` of an answer with status 200. */
export interface StartedChatData {
  readonly startChatResult: {
    readonly ContactId: string;
    readonly ParticipantId: string;
    /** Whoever has it can read and write in the chat. */
    readonly ParticipantToken: string;
    readonly ContinuedFromContactId?: string;
  };
  readonly featurePermissions: { readonly MESSAGING_MARKDOWN: boolean; readonly ATTACHMENTS: boolean };
  readonly persistentChat: {
    readonly outcome: Outcome;
    readonly reason?: string;
    readonly reasonCode?: ReasonCode;
    /** The past chat that is not part of this one, by its contact id. A later start may name it as the source. */
    readonly notContinued?: string;
    /** Continues this chat when it has ended. */
    readonly resumeHandle?: string;
  };
  /** The keys of attributes that were left out, because callers may not set them. */
  readonly droppedAttributes?: readonly string[];
  /** The instance's Region, which ChatJS has to be given. */
  readonly region: string;
}

/** The codes of the function's errors. */
export type FunctionErrorCode =
  | 'InvalidRequest'
  | 'ChatRejected'
  | 'SourceContactRefused'
  | 'SourceContactNotAllowed'
  | 'OriginNotAllowed'
  | 'InstanceNotAllowed'
  | 'ContactFlowNotAllowed'
  | 'NoRunningChat'
  | 'ChatStarting'
  | 'RequestTooLarge'
  | 'Misconfigured'
  | 'TooManyChats'
  | 'TooManyRequests'
  | 'ConcurrentChatLimit'
  | 'ConnectUnavailable'
  | 'ConnectUnreachable'
  | 'SessionsUnavailable'
  | 'ResumeHandlesUnavailable'
  | 'InternalError';

/** The codes of the errors that API Gateway answers by itself. */
export type GatewayErrorCode =
  | 'AccessDenied'
  | 'InternalError'
  | 'MissingAuthentication'
  | 'RequestBlocked'
  | 'RequestRejected'
  | 'RequestTooLarge'
  | 'TooManyRequests'
  | 'Unauthorized';

export type ErrorCode = FunctionErrorCode | GatewayErrorCode;

/** The body of each answer with another status. */
export interface ErrorAnswer {
  readonly data: {
    readonly Error: { readonly code: ErrorCode; readonly message: string };
    /** With `NoRunningChat`. */
    readonly persistentChat?: { readonly hasPastChat: boolean };
  };
  readonly message: string;
  readonly requestId: string;
}
