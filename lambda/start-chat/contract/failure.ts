import { ERROR_MESSAGES } from '../../../src/shared/error-messages';

/** How one kind of failure is answered. */
interface FailureRule {
  readonly status: number;
  readonly message: string;
  /** Whether another attempt at StartChatContact may succeed. */
  readonly retried?: boolean;
  readonly retryAfterSeconds?: number;
}

/** The contract's table of errors. */
const FAILURES = {
  InvalidRequest: { status: 400, message: 'The request is invalid.' },
  ChatRejected: { status: 400, message: 'Amazon Connect did not accept this chat.' },
  SourceContactRefused: { status: 400, message: 'Amazon Connect did not accept the source contact.' },
  SourceContactNotAllowed: { status: 403, message: 'This chat may not be continued here.' },
  OriginNotAllowed: { status: 403, message: ERROR_MESSAGES.OriginNotAllowed },
  InstanceNotAllowed: { status: 403, message: 'InstanceId is not the instance of this API: leave it out.' },
  ContactFlowNotAllowed: { status: 403, message: 'ContactFlowId is not a contact flow of this API: leave it out, or send an allowed one.' },
  ChatStarting: { status: 409, message: 'A chat is being started for this customer. Try again soon.', retryAfterSeconds: 2 },
  RequestTooLarge: { status: 413, message: ERROR_MESSAGES.RequestTooLarge },
  Misconfigured: { status: 500, message: 'The chat service is not set up correctly.' },
  // The bucket of 5 requests a second and Region refills at once: waiting longer helps nobody.
  // https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
  TooManyRequests: { status: 429, message: ERROR_MESSAGES.TooManyRequests, retried: true, retryAfterSeconds: 2 },
  // A place becomes free only when some chat ends, which takes minutes: a short wait would add load and change nothing.
  ConcurrentChatLimit: { status: 503, message: 'All chats are in use. Try again later.', retryAfterSeconds: 30 },
  ConnectUnavailable: { status: 502, message: 'Amazon Connect failed. Try again.', retried: true },
  ConnectUnreachable: { status: 504, message: 'Amazon Connect did not answer in time. Try again.', retried: true },
  SessionsUnavailable: { status: 503, message: 'The chat service does not know the past chats right now. Try again.', retryAfterSeconds: 2 },
  // As long as the function keeps the failure in mind.
  ResumeHandlesUnavailable: { status: 503, message: 'Resume handles cannot be read right now. Keep this one and try again.', retryAfterSeconds: 10 },
  InternalError: { status: 500, message: ERROR_MESSAGES.InternalError },
} as const satisfies Record<string, FailureRule>;

export type FailureCode = keyof typeof FAILURES;

export function failureRule(code: FailureCode): FailureRule {
  return FAILURES[code];
}

/** Ends a request with one of the contract's errors. Its message goes to the caller. */
export class StartChatFailure extends Error {
  readonly name = 'StartChatFailure';

  /** @param key The top-level key of the request that is wrong, when that is the reason. */
  constructor(readonly code: FailureCode, message: string = failureRule(code).message, readonly key?: string) {
    super(message);
  }
}

/** StartChatContact failed. */
export class ConnectFailure extends StartChatFailure {
  /** @param madeNoContact whether that is certain */
  constructor(code: FailureCode, readonly madeNoContact: boolean) {
    super(code);
  }
}

/** The request breaks the contract at `path`; `expected` says what would have been right. */
export function invalidRequest(path: string, expected: string): StartChatFailure {
  // The rest of the path can be an attribute's name, which is a caller's word and must not reach the log.
  const [key] = path.split('.');
  return new StartChatFailure('InvalidRequest', `${path} ${expected}`, key);
}
