import { ReturningCustomerOptions } from './returning-customers';
import { VisitorLimit } from './visitor-limit';

/**
 * Options for `ChatAccess.anonymous`.
 */
export interface AnonymousAccessOptions extends ReturningCustomerOptions {
  /**
   * Limits the requests of one visitor, so that one visitor cannot keep the others out.
   *
   * @default - `VisitorLimit.perSourceIp()`
   */
  readonly visitorLimit?: VisitorLimit;
}
