import { RemovalPolicy, aws_kms as kms } from 'aws-cdk-lib';

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
