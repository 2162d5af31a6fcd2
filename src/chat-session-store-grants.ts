import { aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { createSessionStatements } from './private/sessions';

/**
 * Permissions on a `ChatSessionStore` for your own functions.
 */
export class ChatSessionStoreGrants {
  /** @internal */
  public constructor(private readonly table: dynamodb.ITable, private readonly forgetCustomerFunction: lambda.IFunction) {}

  /**
   * Lets a function read customers' sessions, one item at a time and never the whole table. A session contains its chat's
   * participant token.
   *
   * @param grantee the function, role or user that reads
   */
  public readSessions(grantee: iam.IGrantable): void {
    for (const statement of createSessionStatements(this.table, ['GetItem'])) grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /**
   * Lets a function, role or user invoke `forgetCustomerFunction`, which deletes everything that the store holds about a
   * customer. The permission covers all customers.
   *
   * @param grantee the function, role or user that invokes it
   */
  public forgetCustomer(grantee: iam.IGrantable): iam.Grant {
    return this.forgetCustomerFunction.grantInvoke(grantee);
  }
}
