import { RemovalPolicy, aws_kms as kms } from 'aws-cdk-lib';

/**
 * Options for `ChatSessionTable.managed`.
 */
export interface ManagedSessionTableOptions {
  /**
   * The KMS key that encrypts the table. The functions of the store and of its chats get permission to use it.
   *
   * @default - a key that DynamoDB owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the table when it is removed from the stack. Unless this is `DESTROY`, the table has deletion protection, too.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
