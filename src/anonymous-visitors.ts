import { ReturningCustomerOptions } from './returning-customers';
import { VisitorChatLimit } from './visitor-chat-limit';
import { VisitorLimit } from './visitor-limit';

/**
 * Options for `ChatAccess.anonymous`.
 */
export interface AnonymousAccessOptions extends ReturningCustomerOptions {
  /**
   * Limits the requests of one visitor in the last minutes, before the function is called.
   *
   * @default - `VisitorLimit.perSourceIp()`
   */
  readonly visitorLimit?: VisitorLimit;

  /**
   * Limits the chats that one visitor can hold at the same time, so that one visitor cannot keep the others out.
   *
   * @default - `VisitorChatLimit.perAddress()`
   */
  readonly visitorChatLimit?: VisitorChatLimit;
}
