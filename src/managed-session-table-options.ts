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
   * Whether DynamoDB refuses to delete the table, whoever asks for it. Recommended for production.
   *
   * To delete the table after all, deploy the stack without the protection first.
   *
   * @default false
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection
   */
  readonly deletionProtection?: boolean;

  /**
   * What happens to the table when it is removed from the stack.
   *
   * With `deletionProtection`, any other policy than `RETAIN` leaves a stack in `ROLLBACK_FAILED` when the deployment that creates
   * the table fails, because CloudFormation cannot delete the table. Switch the protection off in DynamoDB then, and delete the stack.
   *
   * @default - `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`: the table stays, unless the deployment that creates it fails. With
   * `deletionProtection`, `RemovalPolicy.RETAIN`, because that deployment could not be rolled back otherwise
   */
  readonly removalPolicy?: RemovalPolicy;
}
