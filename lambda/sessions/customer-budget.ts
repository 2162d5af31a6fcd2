import { GetItem$, PutItem$ } from '@aws-sdk/client-dynamodb';
import type { GetItemInput, GetItemOutput, PutItemInput } from '@aws-sdk/client-dynamodb';
import type { AwsService } from '../aws/aws-service';

/** Who was away for longer begins anew in this execution environment. */
const REMEMBERED_MS = 60_000;
const MAX_ROUNDS = 3;

/** How often one customer may ask. */
export interface CustomerThrottle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** What an execution environment knows of a customer who was here lately. */
interface RecentCustomer {
  readonly seenAt: number;
  /** When all of the customer's burst is there again, as far as it was read or written here. */
  readonly fullAt?: number;
}

/** The key of a customer's item. */
export function toBudgetKey(customer: string) {
  return { pk: { S: `budget#${customer}` } };
}

/**
 * Limits how often one customer asks, so that one customer does not take the rates that all share. It is a bucket of `burst`
 * requests, into which requests come back at a steady rate.
 *
 * The bucket is in the table, for all execution environments. The first request of a customer to an environment is free of it, so
 * that a customer who asks now and then costs no call. A request that is refused reads and writes nothing as a rule.
 */
export class CustomerBudget {
  /** Those seen last are at the end. */
  private readonly recent = new Map<string, RecentCustomer>();
  private readonly requestMs: number;

  constructor(private readonly dynamoDb: AwsService, private readonly tableName: string, private readonly throttle: CustomerThrottle) {
    this.requestMs = Math.ceil(1000 / throttle.ratePerSecond);
  }

  /** @returns the milliseconds to wait until the customer may ask again, or 0 when the request is within the limit */
  async take(customer: string, now: number, deadline: AbortSignal): Promise<number> {
    const known = this.recent.get(customer);
    this.remember(customer, { ...known, seenAt: now }, now);
    if (!known || now - known.seenAt > REMEMBERED_MS) return 0;
    // What is not read cannot keep a customer from the chat.
    return this.takeShared(customer, known.fullAt, now, deadline).catch(() => 0);
  }

  private async takeShared(customer: string, knownFullAt: number | undefined, now: number, deadline: AbortSignal): Promise<number> {
    let fullAt = knownFullAt;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const next = Math.max(fullAt ?? now, now) + this.requestMs;
      const wait = next - this.throttle.burst * this.requestMs - now;
      if (wait > 0) return wait;
      if (await this.replace(customer, fullAt, next, deadline)) {
        this.remember(customer, { seenAt: now, fullAt: next }, now);
        return 0;
      }
      fullAt = await this.read(customer, deadline);
      this.remember(customer, { seenAt: now, fullAt }, now);
    }
    // Other requests of this customer got in between each time.
    return this.requestMs;
  }

  private remember(customer: string, recent: RecentCustomer, now: number): void {
    this.recent.delete(customer);
    this.recent.set(customer, recent);
    for (const [other, { seenAt }] of this.recent) {
      if (now - seenAt <= REMEMBERED_MS) return;
      this.recent.delete(other);
    }
  }

  private async read(customer: string, deadline: AbortSignal): Promise<number | undefined> {
    const get: GetItemInput = { TableName: this.tableName, Key: toBudgetKey(customer), ConsistentRead: true };
    const { Item } = await this.dynamoDb.call<GetItemOutput>(GetItem$, get, deadline);
    return Item && Number(Item.fullAt.N);
  }

  /** @returns whether the item was still as it is known */
  private async replace(customer: string, fullAt: number | undefined, next: number, deadline: AbortSignal): Promise<boolean> {
    const put: PutItemInput = {
      TableName: this.tableName,
      Item: { ...toBudgetKey(customer), fullAt: { N: String(next) }, timeToLive: { N: String(Math.ceil(next / 1000)) } },
      ...(fullAt === undefined ? { ConditionExpression: 'attribute_not_exists(pk)' } : {
        ConditionExpression: 'fullAt = :known', ExpressionAttributeValues: { ':known': { N: String(fullAt) } },
      }),
    };
    try {
      await this.dynamoDb.call(PutItem$, put, deadline);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }
}
