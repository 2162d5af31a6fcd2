import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { SessionTable } from './session-table';
import { SESSION_ENVIRONMENT } from '../../src/shared/environment';
import { AwsService } from '../aws/aws-service';

// Two attempts: one that hangs leaves most of a start's 10 s to the others.
const MAX_ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1000;

/** The session table that the construct's function was given; throws when it was given none. */
export function readSessionTable(environment: NodeJS.ProcessEnv): SessionTable {
  const tableName = environment[SESSION_ENVIRONMENT.tableName];
  const historySeconds = Number(environment[SESSION_ENVIRONMENT.historySeconds]);
  if (!tableName) throw new Error(`The environment variable ${SESSION_ENVIRONMENT.tableName} is missing.`);
  if (!Number.isInteger(historySeconds)) throw new Error(`The environment variable ${SESSION_ENVIRONMENT.historySeconds} must be a whole number.`);
  return new SessionTable(dynamoDbIn(environment.AWS_REGION!, environment), { tableName, historySeconds });
}

export function dynamoDbIn(region: string, environment: NodeJS.ProcessEnv): AwsService {
  return new AwsService({
    name: 'dynamodb',
    region,
    protocol: new AwsJson1_0Protocol({ defaultNamespace: 'com.amazonaws.dynamodb', serviceTarget: 'DynamoDB_20120810' }),
    maxAttempts: MAX_ATTEMPTS,
    timeoutsMs: { connection: ATTEMPT_TIMEOUT_MS, attempt: ATTEMPT_TIMEOUT_MS },
  }, environment);
}
