import { customerKey } from './sessions/customer-sessions';
import { readSessionTable } from './sessions/table-in-environment';

/** Who is to be forgotten: an issuer's subject, or the `CustomerId` of an IAM caller. */
interface Customer {
  readonly issuer?: string;
  readonly subject?: string;
  readonly customerId?: string;
}

const table = readSessionTable(process.env);

export async function handler({ issuer, subject, customerId }: Customer): Promise<void> {
  await table.forget(keyOf(issuer, subject, customerId));
}

function keyOf(issuer: unknown, subject: unknown, customerId: unknown): string {
  if (typeof customerId === 'string') return customerKey('customerId', customerId);
  if (typeof issuer === 'string' && typeof subject === 'string') return customerKey(issuer, subject);
  // The event names a person: it is not quoted.
  throw new Error('The event has to have customerId, or issuer and subject, as strings.');
}
