import { randomUUID } from 'crypto';
import { DeleteItem$, GetItem$, PutItem$, UpdateItem$ } from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue, DeleteItemInput, GetItemInput, GetItemOutput, PutItemInput, UpdateItemInput,
} from '@aws-sdk/client-dynamodb';
import type { StaticOperationSchema } from '@smithy/types';
import { ConversationSegment } from './contact-event';
import { CustomerSessions, NO_SESSIONS, contactsOf } from './customer-sessions';
import type { AwsService } from '../aws/aws-service';

// So that none of them waits for a free connection until its time is over.
const DELETES_AT_ONCE = 25;

type Key = { readonly pk: { readonly S: string } };

/** What was read of a customer, and the version that it had then. */
export interface Remembered {
  /** Undefined when the table held nothing of this customer. */
  readonly version?: string;
  readonly sessions: CustomerSessions;
}

/** The table did not do what was asked, or its answer was lost. Keeps the name of the cause, and not its words. */
export class SessionTableError extends Error {
  constructor(cause: unknown) {
    super('The session table failed.');
    this.name = cause instanceof Error ? cause.name : 'UnknownError';
  }
}

/** Where the sessions are kept, and how long. */
export interface SessionTableSettings {
  readonly tableName: string;
  readonly historySeconds: number;
}

/**
 * The table: one item for each customer, and one for each session that had more than one segment.
 *
 * A customer's item is only ever replaced as a whole, by a writer who names the version that it has seen. Of two who
 * have seen the same, one writes. A version is never used twice, also when an item is deleted and comes back.
 */
export class SessionTable {
  /** @param deadline when calls are given up, beside the time-outs of each attempt */
  constructor(private readonly dynamoDb: AwsService, private readonly settings: SessionTableSettings, private readonly deadline?: AbortSignal) {}

  /** The same table, with another deadline. */
  until(deadline: AbortSignal): SessionTable {
    return new SessionTable(this.dynamoDb, this.settings, deadline);
  }

  async read(customer: string): Promise<Remembered> {
    const item = await this.readItem(customerPk(customer));
    return item ? { version: item.version.S, sessions: JSON.parse(item.sessions.S!) as CustomerSessions } : { sessions: NO_SESSIONS };
  }

  /** @returns what is remembered from now on, or undefined when another writer was faster */
  async replace(customer: string, seen: Remembered, sessions: CustomerSessions, now: number): Promise<Remembered | undefined> {
    const version = randomUUID();
    const unchanged = seen.version === undefined ? 'attribute_not_exists(pk)' : 'version = :seen';
    const put: PutItemInput = {
      TableName: this.settings.tableName,
      Item: { ...customerPk(customer), version: { S: version }, sessions: { S: JSON.stringify(sessions) }, ...this.timeToLive(now) },
      // The SDK repeats a write whose answer was lost; that one has written already.
      ConditionExpression: `${unchanged} OR version = :version`,
      ExpressionAttributeValues: { ':version': { S: version }, ...(seen.version !== undefined && { ':seen': { S: seen.version } }) },
    };
    return await this.write(PutItem$, put) ? { version, sessions } : undefined;
  }

  /** The last conversation segment of the session, as far as contact events have told. */
  async lastConversation(initialContactId: string): Promise<string | undefined> {
    const item = await this.readItem(contactPk(initialContactId));
    return item?.contactId.S;
  }

  /** Events come late, twice and in any order: a segment replaces earlier ones only, and the one that it followed. */
  async recordConversation({ initialContactId, contactId, previousContactId, startedAt }: ConversationSegment, now: number): Promise<void> {
    const update: UpdateItemInput = {
      ...this.item(contactPk(initialContactId)),
      UpdateExpression: 'SET contactId = :contactId, startedAt = :startedAt, timeToLive = :timeToLive',
      ConditionExpression: 'attribute_not_exists(pk) OR startedAt < :startedAt OR contactId = :previous',
      ExpressionAttributeValues: {
        ':contactId': { S: contactId },
        ':startedAt': { N: String(startedAt) },
        ':previous': { S: previousContactId ?? initialContactId },
        ':timeToLive': this.timeToLive(now).timeToLive,
      },
    };
    await this.write(UpdateItem$, update);
  }

  /** Deletes all that the table holds about the customer. The customer's own item goes last, so that it can be repeated. */
  async forget(customer: string): Promise<void> {
    for (;;) {
      const { version, sessions } = await this.read(customer);
      if (version === undefined) return;
      const contacts = [...contactsOf(sessions), ...(sessions.lease?.source ? [sessions.lease.source.contactId] : [])];
      for (let first = 0; first < contacts.length; first += DELETES_AT_ONCE) {
        const some = contacts.slice(first, first + DELETES_AT_ONCE);
        await Promise.all(some.map(async (contactId) => this.write(DeleteItem$, this.item(contactPk(contactId)))));
      }
      const deletion: DeleteItemInput = {
        ...this.item(customerPk(customer)),
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':seen': { S: version } },
      };
      if (await this.write(DeleteItem$, deletion)) return;
    }
  }

  private async readItem(pk: Key): Promise<Record<string, AttributeValue> | undefined> {
    const get: GetItemInput = { ...this.item(pk), ConsistentRead: true };
    const read = this.dynamoDb.call<GetItemOutput>(GetItem$, get, this.deadline);
    const { Item } = await read.catch((error: unknown) => { throw new SessionTableError(error); });
    return Item;
  }

  /** @returns whether the write's condition held, and the write was done */
  private async write(operation: StaticOperationSchema, input: PutItemInput | UpdateItemInput | DeleteItemInput): Promise<boolean> {
    try {
      await this.dynamoDb.call(operation, input, this.deadline);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw new SessionTableError(error);
    }
  }

  private item(Key: Key) {
    return { TableName: this.settings.tableName, Key };
  }

  private timeToLive(now: number): { timeToLive: AttributeValue } {
    return { timeToLive: { N: String(Math.floor(now / 1000) + this.settings.historySeconds) } };
  }
}

function customerPk(customer: string): Key {
  return { pk: { S: `customer#${customer}` } };
}

function contactPk(initialContactId: string): Key {
  return { pk: { S: `contact#${initialContactId}` } };
}
