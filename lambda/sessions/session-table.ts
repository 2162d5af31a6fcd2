import { randomUUID } from 'crypto';
import { DeleteItem$, GetItem$, PutItem$, UpdateItem$ } from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue, DeleteItemInput, GetItemInput, GetItemOutput, PutItemInput, UpdateItemInput,
} from '@aws-sdk/client-dynamodb';
import type { StaticOperationSchema } from '@smithy/types';
import { ConversationSegment } from './contact-event';
import { toBudgetKey } from './customer-budget';
import { CustomerSessions, NO_SESSIONS, listContacts } from './customer-sessions';
import { PendingChange, buildPendingUpdate } from './pending-update';
import { ItemKey, StoredItem, fromAttributes, toAttributes, toContactKey, toCustomerKey } from './session-item';
import { PARTITION_KEY, TIME_TO_LIVE } from '../../src/shared/session-items';
import type { AwsService } from '../aws/aws-service';

// Few enough that each gets a connection before its time-out.
const DELETES_AT_ONCE = 25;

/** A customer's sessions as they are stored, and the version of the item. */
export interface StoredSessions {
  /** Undefined when the table has no item of this customer. */
  readonly version?: string;
  readonly sessions: CustomerSessions;
}

/** A call to the table failed, or its answer was lost. The error has its cause's name, but not its message. */
export class SessionTableError extends Error {
  constructor(cause: unknown) {
    super('The call to the session table failed.');
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
 * DynamoDB deletes an item up to a few days after it expires. A reader treats the content of an expired item as absent, by the
 * reader's own clock.
 *
 * A customer's item is always replaced as a whole, on the condition that its version is the one that the writer read. Of
 * two writers that read the same version, one succeeds. No version is used twice, even when an item is deleted and created again.
 */
export class SessionTable {
  /** @param deadline when calls are given up, in addition to the time-outs of each attempt */
  constructor(private readonly dynamoDb: AwsService, private readonly settings: SessionTableSettings, private readonly deadline?: AbortSignal) {}

  /** The same table, with another deadline. */
  withDeadline(deadline: AbortSignal): SessionTable {
    return new SessionTable(this.dynamoDb, this.settings, deadline);
  }

  async read(customer: string, now: number): Promise<StoredSessions> {
    const item = await this.readItem(toCustomerKey(customer));
    if (!item) return { sessions: NO_SESSIONS };
    return { version: item.version!.S, sessions: isExpired(item, now) ? NO_SESSIONS : fromAttributes(item) };
  }

  /** @returns what is stored now, or undefined when the item has changed since it was read */
  async replace(customer: string, stored: StoredSessions, sessions: CustomerSessions, now: number): Promise<StoredSessions | undefined> {
    const version = randomUUID();
    const unchanged = stored.version === undefined ? `attribute_not_exists(${PARTITION_KEY})` : 'version = :seen';
    const put: PutItemInput = {
      TableName: this.settings.tableName,
      Item: { ...toCustomerKey(customer), version: { S: version }, ...toAttributes(sessions), ...this.computeTimeToLive(now) },
      // The SDK repeats a write whose answer was lost, and which may have succeeded.
      ConditionExpression: `${unchanged} OR version = :version`,
      ExpressionAttributeValues: { ':version': { S: version }, ...(stored.version !== undefined && { ':seen': { S: stored.version } }) },
    };
    return await this.write(PutItem$, put) ? { version, sessions } : undefined;
  }

  /** @returns the contact id of the session's last conversation segment, as far as contact events have arrived */
  async readLastSegment(initialContactId: string, now: number): Promise<string | undefined> {
    const item = await this.readItem(toContactKey(initialContactId));
    return item && !isExpired(item, now) ? item.contactId?.S : undefined;
  }

  /** Events come late, twice and in any order: a segment replaces an earlier one, or the one that it followed. */
  async storeSegment({ initialContactId, contactId, previousContactId, startedAt }: ConversationSegment, now: number): Promise<void> {
    const update: UpdateItemInput = {
      ...this.addressItem(toContactKey(initialContactId)),
      UpdateExpression: `SET contactId = :contactId, startedAt = :startedAt, ${TIME_TO_LIVE} = :timeToLive`,
      ConditionExpression: `attribute_not_exists(${PARTITION_KEY}) OR startedAt < :startedAt OR contactId = :previous OR ${TIME_TO_LIVE} <= :now`,
      ExpressionAttributeValues: {
        ':contactId': { S: contactId },
        ':startedAt': { N: String(startedAt) },
        ':previous': { S: previousContactId ?? initialContactId },
        ':now': { N: String(Math.floor(now / 1000)) },
        ':timeToLive': this.computeTimeToLive(now)[TIME_TO_LIVE],
      },
    };
    await this.write(UpdateItem$, update);
  }

  /** Deletes all that the table has about the customer, the customer's own item last, so that the call can be repeated. */
  async forget(customer: string): Promise<void> {
    await this.write(DeleteItem$, this.addressItem(toBudgetKey(customer)));
    for (;;) {
      // With what has expired.
      const { version, sessions } = await this.read(customer, -Infinity);
      if (version === undefined) return;
      const contacts = [...listContacts(sessions), ...(sessions.lease?.source ? [sessions.lease.source.contactId] : [])];
      for (let first = 0; first < contacts.length; first += DELETES_AT_ONCE) {
        const some = contacts.slice(first, first + DELETES_AT_ONCE);
        await Promise.all(some.map(async (contactId) => this.write(DeleteItem$, this.addressItem(toContactKey(contactId)))));
      }
      const deletion: DeleteItemInput = {
        ...this.addressItem(toCustomerKey(customer)),
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':seen': { S: version } },
      };
      if (await this.write(DeleteItem$, deletion)) return;
    }
  }

  /**
   * Changes what the function may change that attaches past chats, if the session still waits for one.
   * @returns whether it does
   */
  async changePending(customer: string, change: PendingChange): Promise<boolean> {
    return this.write(UpdateItem$, buildPendingUpdate(this.addressItem(toCustomerKey(customer)), change));
  }

  private async readItem(pk: ItemKey): Promise<StoredItem | undefined> {
    const get: GetItemInput = { ...this.addressItem(pk), ConsistentRead: true };
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

  private addressItem(Key: ItemKey) {
    return { TableName: this.settings.tableName, Key };
  }

  private computeTimeToLive(now: number): { [TIME_TO_LIVE]: AttributeValue } {
    return { [TIME_TO_LIVE]: { N: String(Math.floor(now / 1000) + this.settings.historySeconds) } };
  }
}

/** An item without a time to live, which the library never writes, does not expire. */
function isExpired({ [TIME_TO_LIVE]: timeToLive }: StoredItem, now: number): boolean {
  return Number(timeToLive?.N) <= now / 1000;
}
