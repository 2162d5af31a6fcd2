import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ManagedSessionTableOptions } from './managed-session-table-options';
import { checkExistingTable, createSessionTable } from './private/sessions';

/**
 * The table that a `ChatSessionStore` keeps its sessions in.
 */
export abstract class ChatSessionTable {
  /**
   * A table that the store creates, with on-demand capacity, point-in-time recovery and time to live.
   *
   * @param options the table's encryption, deletion protection and removal policy
   */
  public static managed(options: ManagedSessionTableOptions = {}): ChatSessionTable {
    return new (class extends ChatSessionTable {
      public bind(scope: Construct): dynamodb.ITable {
        return createSessionTable(scope, 'Table', options);
      }
    })();
  }

  /**
   * Your own table, which only this store uses. It must have a partition key `pk` of type string, no sort key, and
   * `timeToLive` as its time-to-live attribute. A table that this app creates is checked for that.
   *
   * It may be in another Region. A table in another account adds a warning to the store, because its resource policy must
   * allow the functions' roles.
   *
   * @param table the table. If it has an `encryptionKey`, the functions get permission to use that key, too
   */
  public static existing(table: dynamodb.ITable): ChatSessionTable {
    return new (class extends ChatSessionTable {
      public bind(scope: Construct): dynamodb.ITable {
        checkExistingTable(scope, table);
        return table;
      }
    })();
  }

  /**
   * Called once, by the `ChatSessionStore` that uses this table.
   *
   * @param scope the `ChatSessionStore`
   */
  public abstract bind(scope: Construct): dynamodb.ITable;
}
