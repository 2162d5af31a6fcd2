import { MAX_BODY_BYTES } from './request-limits';

/** The messages of the errors that API Gateway and the start-chat function both answer, by their codes. */
export const ERROR_MESSAGES = {
  OriginNotAllowed: 'This origin may not start chats here.',
  RequestTooLarge: `The request body must have at most ${MAX_BODY_BYTES} bytes.`,
  TooManyRequests: 'Too many chats are being started. Try again soon.',
  InternalError: 'The chat could not be started. Try again later.',
} as const;
