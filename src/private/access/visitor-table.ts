import { RemovalPolicy, aws_dynamodb as dynamodb, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeFinding } from '../cdk-nag-findings';

/** Creates the table of visitors' starts. It is deleted with the stack: what it holds expires anyway. */
export function createVisitorTable(scope: Construct, id: string): dynamodb.Table {
  const table = new dynamodb.Table(scope, id, {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'timeToLive',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledgeFinding(table, 'AwsSolutions-DDB3', 'It holds counts that expire. After a loss, counting starts anew.');
  return table;
}

/** What counting a start needs. */
export function allowCountingStarts(table: dynamodb.ITable): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'CountVisitorStarts', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [table.tableArn] });
}
