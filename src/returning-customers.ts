import { Duration } from 'aws-cdk-lib';

/**
 * How customers come back to a past chat, where no `sessionStore` remembers it. With one there are no handles, and
 * customers may name past chats of their own alone: these options then do nothing but put a warning on the construct.
 *
 * Each answer holds a resume handle in `data.persistentChat.resumeHandle`. The client keeps it, and sends it as
 * `PersistentChat.SourceContactId`. Only this backend can make one or read it, and it works for the customer who got it;
 * visitors who have not signed in are not told apart. It names the first contact of its session, so `FROM_SEGMENT`
 * continues no later segment: use a `ChatSessionStore` for that, which knows the last one.
 *
 * The handles need a KMS key, which AWS charges for by the month.
 */
export interface ReturningCustomerOptions {
  /**
   * Whether a customer may also continue a past chat by its plain contact id, as AWS's mobile samples do. Whoever learns a
   * contact id can then read that conversation, and those before it. Puts a warning on the construct.
   *
   * @default false
   */
  readonly acceptSourceContactId?: boolean;

  /**
   * How long a resume handle works. Each chat has a new one.
   *
   * @default Duration.days(30)
   */
  readonly resumeHandleLifetime?: Duration;

  /**
   * A whole number from 1 on. Raise it to make every handle void that was given out so far. Customers then start afresh. A lower number brings
   * handles of that number back until they expire.
   *
   * @default 1
   */
  readonly resumeHandleGeneration?: number;
}
