import { ReturningCustomerOptions } from './returning-customers';
import { VisitorLimit } from './visitor-limit';

/**
 * Options for `ChatAccess.anonymous`.
 */
export interface AnonymousAccessOptions extends ReturningCustomerOptions {
  /**
   * What keeps one visitor from taking up everybody's chats.
   *
   * @default - `VisitorLimit.perSourceIp()`
   */
  readonly visitorLimit?: VisitorLimit;
}
