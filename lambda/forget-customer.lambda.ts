import { hashCustomer } from './sessions/customer-sessions';
import { createDynamoDbClient } from './sessions/dynamodb';
import { SessionTable } from './sessions/session-table';
import { readSessionTableSettings } from './sessions/settings';

/** The customer to forget: an issuer's subject, or the `CustomerId` of an IAM caller. */
interface Customer {
  readonly issuer?: string;
  readonly subject?: string;
  readonly customerId?: string;
}

const settings = readSessionTableSettings(process.env);
const table = new SessionTable(createDynamoDbClient(settings.tableName, process.env), settings);

export async function handler({ issuer, subject, customerId }: Customer): Promise<void> {
  await table.forget(identifyCustomer(issuer, subject, customerId));
}

function identifyCustomer(issuer: unknown, subject: unknown, customerId: unknown): string {
  if (typeof customerId === 'string') return hashCustomer('customerId', customerId);
  if (typeof issuer === 'string' && typeof subject === 'string') return hashCustomer(issuer, subject);
  // The event names a person: it is not quoted.
  throw new Error('The event must have customerId, or issuer and subject, as strings.');
}
