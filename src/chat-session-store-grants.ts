import { aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { createSessionStatements } from './private/sessions';

/**
 * Permissions on a `ChatSessionStore` for functions of your own.
 */
export class ChatSessionStoreGrants {
  /** @internal */
  public constructor(private readonly table: dynamodb.ITable, private readonly forgetCustomerFunction: lambda.IFunction) {}

  /**
   * Lets a function read a customer's sessions: item by item, never the whole table. Participant tokens are part of them.
   *
   * @param grantee who reads
   */
  public readSessions(grantee: iam.IGrantable): void {
    for (const statement of createSessionStatements(this.table, ['GetItem'])) grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /**
   * Lets somebody invoke `forgetCustomerFunction`, and so delete all that the store holds about any customer.
   *
   * @param grantee who invokes it
   */
  public forgetCustomer(grantee: iam.IGrantable): iam.Grant {
    return this.forgetCustomerFunction.grantInvoke(grantee);
  }
}
