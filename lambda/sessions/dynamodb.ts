import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { AwsService } from '../aws/aws-service';

// Two attempts: one that hangs leaves most of a start's 10 s to the others.
const MAX_ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1000;

/** Calls DynamoDB in the table's Region, which the table's ARN names. A table that is given by its name is in the function's Region. */
export function createDynamoDbClient(tableName: string, environment: NodeJS.ProcessEnv): AwsService {
  return new AwsService({
    name: 'dynamodb',
    region: tableName.startsWith('arn:') ? tableName.split(':')[3] : undefined,
    protocol: new AwsJson1_0Protocol({ defaultNamespace: 'com.amazonaws.dynamodb', serviceTarget: 'DynamoDB_20120810' }),
    maxAttempts: MAX_ATTEMPTS,
    timeoutsMs: { connection: ATTEMPT_TIMEOUT_MS, attempt: ATTEMPT_TIMEOUT_MS },
  }, environment);
}
