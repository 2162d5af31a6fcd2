import { Duration } from 'aws-cdk-lib';
import { VisitorLimit } from './visitor-limit';

/**
 * Options for `ChatAccess.anonymous`.
 */
export interface AnonymousAccessOptions {
  /**
   * Whether a visitor may continue a past chat by its plain contact id, as AWS's mobile samples do. Whoever learns a
   * contact id can then read that conversation, and those before it. Puts a warning of its own on the construct.
   *
   * Without it, visitors come back with the resume handle that each answer holds in `data.persistentChat.resumeHandle`,
   * and that they send as `PersistentChat.SourceContactId`. Only this backend can make one, or read it.
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
   * What keeps one visitor from taking up everybody's chats.
   *
   * @default - `VisitorLimit.perSourceIp()`
   */
  readonly visitorLimit?: VisitorLimit;
}
