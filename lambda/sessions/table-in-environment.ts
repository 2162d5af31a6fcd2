import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SessionTable } from './session-table';
import { SESSION_ENVIRONMENT } from '../../src/private/environment';
import { lambdaCredentials } from '../start-chat/lambda-credentials';

// Two attempts: one that hangs leaves most of a start's 10 s to the others.
const MAX_ATTEMPTS = 2;
const ATTEMPT_TIMEOUT_MS = 1000;

/** The session table that the construct's function was given; throws when it was given none. */
export function readSessionTable(environment: NodeJS.ProcessEnv): SessionTable {
  const tableName = environment[SESSION_ENVIRONMENT.tableName];
  const historySeconds = Number(environment[SESSION_ENVIRONMENT.historySeconds]);
  if (!tableName) throw new Error(`The environment variable ${SESSION_ENVIRONMENT.tableName} is missing.`);
  if (!Number.isInteger(historySeconds)) throw new Error(`The environment variable ${SESSION_ENVIRONMENT.historySeconds} must be a whole number.`);
  const client = new DynamoDBClient({
    credentials: lambdaCredentials,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: ATTEMPT_TIMEOUT_MS,
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      socketTimeout: ATTEMPT_TIMEOUT_MS,
    },
  });
  return new SessionTable(client, { tableName, historySeconds });
}
