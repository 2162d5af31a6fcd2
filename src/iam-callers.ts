/**
 * Options for `ChatAccess.iam`.
 */
export interface IamAccessOptions {
  /**
   * Whether an idempotency key counts for all sessions of the role that called, instead of for one session. Use it if a
   * backend retries a request from another task or instance, such as a queue that delivers a message again: without it the
   * retry starts a second chat. All callers with the role can then get each other's chat by sending the same key, so only
   * trusted backends should have the role.
   *
   * Identities of an Amazon Cognito identity pool, which share a role, are always told apart.
   *
   * @default false
   */
  readonly shareIdempotencyKeys?: boolean;
}
