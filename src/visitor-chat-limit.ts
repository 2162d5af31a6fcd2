import { Token, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createVisitorTable } from './private/access/visitor-table';
import { invalidProp } from './private/props/invalid-prop';

/** A quarter of the 500 chats: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html */
const DEFAULT_CHATS = 125;
/** One item of the table holds all starts of an address. */
const MOST_CHATS = 1000;

/**
 * How a `VisitorChatLimit` counts.
 */
export interface VisitorChatLimitConfig {
  /**
   * How many chats one address may start within the longest chat.
   *
   * @default - no limit
   */
  readonly chatsPerAddress?: number;

  /**
   * The table that holds the counts.
   *
   * @default - no table
   */
  readonly table?: dynamodb.Table;
}

/**
 * Limits how many chats one visitor can hold at the same time.
 *
 * AWS WAF, which a `VisitorLimit` uses, acts seconds to minutes late, and forgets what was longer ago than its window. This limit
 * counts each start before Amazon Connect is called.
 */
export abstract class VisitorChatLimit {
  /**
   * Lets one IP address start this number of chats within `maxChatDuration`. All IPv6 addresses of a /64 network count as one.
   * Further starts get 429 `TooManyChats` with `Retry-After`, until the oldest of these starts is longer ago. A chat that has ended
   * counts, too.
   *
   * Visitors who share an address, such as those of a company or a mobile carrier, share the number.
   *
   * Creates a DynamoDB table of hashed addresses, whose items expire. Each start costs one write, or more for an address that is
   * near the limit. If the table does not answer, the visitor gets the chat, and the function logs a warning.
   *
   * @param chats a whole number from 1 to 1,000. The default is 125, a quarter of the 500 concurrent chats that Amazon Connect
   * allows by default. More adds a warning to the construct
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
   */
  public static perAddress(chats: number = DEFAULT_CHATS): VisitorChatLimit {
    return new (class extends VisitorChatLimit {
      public bind(scope: Construct): VisitorChatLimitConfig {
        if (Token.isUnresolved(chats) || !Number.isInteger(chats) || chats < 1 || chats > MOST_CHATS) {
          throw invalidProp(scope, 'VisitorChatLimit.perAddress', {
            must: `be given a whole number from 1 to ${MOST_CHATS}, known at synthesis`, got: chats,
          });
        }
        return { chatsPerAddress: chats, table: createVisitorTable(scope, 'VisitorStarts') };
      }
    })();
  }

  /**
   * No limit. One address can then hold all chats of the instance, so this adds a warning to the construct. Use it behind a content
   * delivery network, whose few addresses all visitors share, and let the network limit them.
   */
  public static none(): VisitorChatLimit {
    return new (class extends VisitorChatLimit {
      public bind(): VisitorChatLimitConfig {
        return {};
      }
    })();
  }

  /**
   * Called once, by the access that uses this limit.
   *
   * @param scope the `PersistentChat`
   */
  public abstract bind(scope: Construct): VisitorChatLimitConfig;
}
