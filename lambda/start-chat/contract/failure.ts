import { ERROR_MESSAGES } from '../../../src/shared/error-messages';
import type { FunctionErrorCode } from '../../../src/shared/start-chat-contract';

/** How one kind of failure is answered. */
interface FailureRule {
  readonly status: number;
  readonly message: string;
  /** Whether another attempt at StartChatContact may succeed. */
  readonly retried?: boolean;
  readonly retryAfterSeconds?: number;
}

const RULES = {
  InvalidRequest: { status: 400, message: 'The request is invalid.' },
  ChatRejected: { status: 400, message: 'Amazon Connect did not accept this chat.' },
  SourceContactRefused: {
    status: 400,
    message: 'Amazon Connect did not accept the source contact: it may not have ended, its transcript may not be ready, or it may not exist.',
  },
  SourceContactNotAllowed: { status: 403, message: 'SourceContactId is not a contact of this customer.' },
  OriginNotAllowed: { status: 403, message: ERROR_MESSAGES.OriginNotAllowed },
  InstanceNotAllowed: { status: 403, message: 'InstanceId must be the Amazon Connect instance of this API, or absent.' },
  ContactFlowNotAllowed: { status: 403, message: 'ContactFlowId must be a contact flow that this API allows, or absent.' },
  NoRunningChat: { status: 404, message: 'This customer has no running chat.' },
  ChatStarting: { status: 409, message: 'A chat is being started for this customer. Try again soon.', retryAfterSeconds: 2 },
  RequestTooLarge: { status: 413, message: ERROR_MESSAGES.RequestTooLarge },
  Misconfigured: { status: 500, message: 'The chat service is not set up correctly.' },
  // Connect accepts 5 requests a second in each Region, so it accepts requests again after a second or two.
  // https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
  TooManyRequests: { status: 429, message: ERROR_MESSAGES.TooManyRequests, retried: true, retryAfterSeconds: 2 },
  TooManyChats: { status: 429, message: 'This customer, or this address, has asked for too many chats. Try again later.' },
  // Connect accepts another chat only when one ends, which takes minutes. An earlier retry would only add load.
  ConcurrentChatLimit: { status: 503, message: 'Amazon Connect has as many active chats as its quota allows. Try again later.', retryAfterSeconds: 30 },
  ConnectUnavailable: { status: 502, message: 'Amazon Connect failed. Try again.', retried: true },
  ConnectUnreachable: { status: 504, message: 'Amazon Connect did not answer in time. Try again.', retried: true },
  SessionsUnavailable: { status: 503, message: 'The past chats of this customer cannot be read right now. Try again.', retryAfterSeconds: 2 },
  // As long as `keepKeys` remembers that KMS failed.
  ResumeHandlesUnavailable: { status: 503, message: 'The resume handle cannot be checked right now. Keep it and send it again later.', retryAfterSeconds: 10 },
  InternalError: { status: 500, message: ERROR_MESSAGES.InternalError },
} as const satisfies Record<FunctionErrorCode, FailureRule>;

export type FailureCode = keyof typeof RULES;

/** The contract's table of errors. */
export const FAILURE_RULES: Readonly<Record<FailureCode, FailureRule>> = RULES;

interface FailureDetails {
  /** Goes to the caller. @default - the message of the code */
  readonly message?: string;
  /** The top-level key of the request that is wrong. */
  readonly key?: string;
  /** The error behind the failure: its name and place are logged. */
  readonly cause?: unknown;
}

/** Ends a request with one of the contract's errors. */
export class StartChatFailure extends Error {
  readonly name = 'StartChatFailure';
  readonly key?: string;

  constructor(readonly code: FailureCode, { message = FAILURE_RULES[code].message, key, ...options }: FailureDetails = {}) {
    super(message, options);
    this.key = key;
  }
}

/** The request breaks the contract at `path`; `expected` says what is right. */
export class InvalidRequestFailure extends StartChatFailure {
  constructor(path: string, expected: string) {
    // The rest of the path can be an attribute's name, which is a caller's word and must not reach the log.
    const [key] = path.split('.');
    super('InvalidRequest', { message: `${path} ${expected}`, key });
  }
}

/** StartChatContact failed. */
export class ConnectFailure extends StartChatFailure {
  /** @param madeNoContact whether it is certain that Connect made no contact */
  constructor(code: FailureCode, readonly madeNoContact: boolean) {
    super(code);
  }
}

/** An address, or a customer, asks for more than its share. */
export class TooManyChatsFailure extends StartChatFailure {
  constructor(readonly retryAfterSeconds: number) {
    super('TooManyChats');
  }
}

/** The customer has no running chat to be given back. */
export class NoRunningChatFailure extends StartChatFailure {
  /** @param hasPastChat whether the customer has had one that a start can continue */
  constructor(readonly hasPastChat: boolean) {
    super('NoRunningChat');
  }
}

/** Converts any error into the failure that the client gets. */
export function toFailure(error: unknown): StartChatFailure {
  return error instanceof StartChatFailure ? error : new StartChatFailure('InternalError', { cause: error });
}
