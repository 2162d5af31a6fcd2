import { Duration } from 'aws-cdk-lib';

/**
 * How customers come back to a past chat if there is no `sessionStore`. With a `sessionStore` there are no resume handles, and
 * customers can continue only their own past chats. These options then have no effect and add a warning to the construct.
 *
 * Each answer holds a resume handle, in `data.persistentChat.resumeHandle`. The client keeps it, and sends it as
 * `PersistentChat.SourceContactId`. Only this backend can create or read a handle, and only the customer who got it can use
 * it. Visitors who have not signed in count as one customer. A handle names the initial contact of its session, so
 * `FROM_SEGMENT` continues the first segment only. To continue the last segment, use a `ChatSessionStore`.
 *
 * Resume handles need a KMS key. AWS charges for it by the month.
 */
export interface ReturningCustomerOptions {
  /**
   * Whether a customer may also continue a past chat by its contact id, as AWS's mobile samples do. Anyone who learns a contact
   * id can then read that conversation and the ones before it. Adds a warning to the construct.
   *
   * @default false
   */
  readonly acceptSourceContactId?: boolean;

  /**
   * How long a resume handle is valid. Each chat gets a new one.
   *
   * @default Duration.days(30)
   */
  readonly resumeHandleLifetime?: Duration;

  /**
   * The number of the current generation of handles, at least 1. Increase it to invalidate all handles that were created so
   * far. Customers then start new chats. A lower number makes the handles of that number valid again, until they expire.
   *
   * @default 1
   */
  readonly resumeHandleGeneration?: number;
}
