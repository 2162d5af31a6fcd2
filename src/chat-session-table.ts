import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ManagedSessionTableOptions } from './managed-session-table-options';
import { createSessionTable } from './private/sessions';

/**
 * The table that a `ChatSessionStore` keeps its sessions in.
 */
export abstract class ChatSessionTable {
  /**
   * A table of the store's own: on demand, with point-in-time recovery and time to live.
   */
  public static managed(options: ManagedSessionTableOptions = {}): ChatSessionTable {
    return new (class extends ChatSessionTable {
      public bind(scope: Construct): dynamodb.ITable {
        return createSessionTable(scope, 'Table', options);
      }
    })();
  }

  /**
   * A table of yours, for the store alone: with a partition key `pk` of type string, no sort key, and `timeToLive` as its
   * time-to-live attribute.
   *
   * @param table the table; the functions may also use its `encryptionKey`, when it has one
   */
  public static existing(table: dynamodb.ITable): ChatSessionTable {
    return new (class extends ChatSessionTable {
      public bind(): dynamodb.ITable {
        return table;
      }
    })();
  }

  /**
   * Called once by the `ChatSessionStore` that this table is given to.
   *
   * @param scope the `ChatSessionStore`
   */
  public abstract bind(scope: Construct): dynamodb.ITable;
}
