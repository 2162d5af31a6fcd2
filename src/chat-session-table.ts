import { RemovalPolicy, aws_dynamodb as dynamodb, aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { sessionTable } from './private/sessions';

/**
 * Options for `ChatSessionTable.managed`.
 */
export interface ManagedSessionTableOptions {
  /**
   * The KMS key that the table is encrypted with. The functions of the store and of its chats may use it.
   *
   * @default - a key that DynamoDB owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the table when it leaves the stack. Unless it is `DESTROY`, the table has deletion protection, too.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The table that a `ChatSessionStore` keeps its sessions in.
 */
export abstract class ChatSessionTable {
  /**
   * A table of the store's own: on demand, with point-in-time recovery and time to live.
   */
  public static managed(options: ManagedSessionTableOptions = {}): ChatSessionTable {
    return new BoundTable((scope) => sessionTable(scope, 'Table', options));
  }

  /**
   * A table of yours, for the store alone: with a partition key `pk` of type string, no sort key, and `timeToLive` as its
   * time-to-live attribute.
   *
   * @param table the table; the functions may also use its `encryptionKey`, when it has one
   */
  public static existing(table: dynamodb.ITable): ChatSessionTable {
    return new BoundTable(() => table);
  }

  /**
   * Called once by the `ChatSessionStore` that this table is given to.
   *
   * @param scope the `ChatSessionStore`
   */
  public abstract bind(scope: Construct): dynamodb.ITable;
}

class BoundTable extends ChatSessionTable {
  constructor(private readonly bindTo: (scope: Construct) => dynamodb.ITable) {
    super();
  }

  public bind(scope: Construct): dynamodb.ITable {
    return this.bindTo(scope);
  }
}
