import { randomBytes } from 'crypto';
import { GetItem$, UpdateItem$ } from '@aws-sdk/client-dynamodb';
import type { GetItemInput, GetItemOutput, UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { toCountedAddress } from './source-address';
import { AwsService } from '../../aws/aws-service';
import { hashTextsWithKey } from '../../hash';
import { TooManyChatsFailure } from '../contract/failure';

/** A chat begins when Connect answers, seconds after its start was counted, and clocks differ. */
const MARGIN_SECONDS = 60;
/** The same idempotency key within this time is the same start, and within the next such time, too. */
const REPEAT_SECONDS = 60;
/** Each round has something new to do only if another request of the address got in between. */
const MAX_ROUNDS = 4;

/** How many chats one address may start, and where that is counted. */
export interface VisitorSettings {
  readonly tableName: string;
  readonly chatsPerAddress: number;
  /** Addresses are stored as hashes with this key. */
  readonly hashKey: string;
}

/** A start that was counted, as the table has it: its time in seconds, to base 36, and what tells it from the others. */
export interface CountedStart {
  readonly address: string;
  readonly start: string;
}

/**
 * Counts the starts of each address, exactly: in any span of the longest chat an address has `chatsPerAddress` starts at
 * most, so it holds no more chats than that.
 *
 * An address has one item, with the set of its starts. Counting a start is one conditional write. Only when an address
 * reaches the limit, or repeats an idempotency key, are there more calls.
 */
export class VisitorStarts {
  private readonly spanSeconds: number;

  constructor(private readonly dynamoDb: AwsService, private readonly settings: VisitorSettings, longestChatMinutes: number) {
    this.spanSeconds = longestChatMinutes * 60 + MARGIN_SECONDS;
  }

  /**
   * @param idempotencyToken the same for each repetition of a request that makes no further chat. Repetitions are not counted
   * @throws TooManyChatsFailure when the address has no start left
   */
  async count(sourceIp: string, idempotencyToken: string | undefined, now: number, deadline: AbortSignal): Promise<CountedStart> {
    const address = hashTextsWithKey(this.settings.hashKey, ['address', toCountedAddress(sourceIp)]);
    const seconds = Math.ceil(now / 1000);
    const names = idempotencyToken === undefined ? [nameStart(seconds, randomBytes(6).toString('base64url'))] : this.nameRepeatable(idempotencyToken, seconds);
    const counted = { address, start: names[0] };
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      if (await this.add(counted, names, seconds, deadline)) return counted;
      const starts = await this.read(address, deadline);
      const repeated = names.find((name) => starts.includes(name));
      if (repeated !== undefined) {
        if (await this.markRepeated({ address, start: repeated }, deadline)) return { address, start: repeated };
        continue;
      }
      const over = starts.filter((start) => readTime(start) + this.spanSeconds < seconds);
      if (over.length > 0) await this.remove(address, over, deadline);
      else if (starts.length >= this.settings.chatsPerAddress) throw new TooManyChatsFailure(this.findWait(starts, seconds));
    }
    throw new TooManyChatsFailure(1);
  }

  /** Takes a start back that made no chat. One that was repeated stays: the repetition may have made the chat. */
  async takeBack({ address, start }: CountedStart, deadline: AbortSignal): Promise<void> {
    await this.update(address, {
      UpdateExpression: 'DELETE starts :start',
      ConditionExpression: 'NOT contains(repeated, :name)',
      ExpressionAttributeValues: { ':start': { SS: [start] }, ':name': { S: start } },
    }, deadline);
  }

  private async add({ address, start }: CountedStart, names: readonly string[], seconds: number, deadline: AbortSignal): Promise<boolean> {
    return this.update(address, {
      UpdateExpression: 'ADD starts :start SET timeToLive = :timeToLive',
      ConditionExpression: `(attribute_not_exists(starts) OR size(starts) < :most) AND ${names.map((_, i) => `NOT contains(starts, :name${i})`).join(' AND ')}`,
      ExpressionAttributeValues: {
        ':start': { SS: [start] },
        // The latest that a start of this request can count until.
        ':timeToLive': { N: String(seconds + REPEAT_SECONDS + this.spanSeconds) },
        ':most': { N: String(this.settings.chatsPerAddress) },
        ...Object.fromEntries(names.map((name, i) => [`:name${i}`, { S: name }])),
      },
    }, deadline);
  }

  private async markRepeated({ address, start }: CountedStart, deadline: AbortSignal): Promise<boolean> {
    return this.update(address, {
      UpdateExpression: 'ADD repeated :start',
      ConditionExpression: 'contains(starts, :name)',
      ExpressionAttributeValues: { ':start': { SS: [start] }, ':name': { S: start } },
    }, deadline);
  }

  private async remove(address: string, starts: string[], deadline: AbortSignal): Promise<void> {
    await this.update(address, {
      UpdateExpression: 'DELETE starts :over, repeated :over', ExpressionAttributeValues: { ':over': { SS: starts } },
    }, deadline);
  }

  private async read(address: string, deadline: AbortSignal): Promise<readonly string[]> {
    const get: GetItemInput = { ...this.addressItem(address), ConsistentRead: true };
    const { Item } = await this.dynamoDb.call<GetItemOutput>(GetItem$, get, deadline);
    return Item?.starts?.SS ?? [];
  }

  /** @returns whether the condition held */
  private async update(address: string, input: Omit<UpdateItemInput, 'TableName' | 'Key'>, deadline: AbortSignal): Promise<boolean> {
    try {
      await this.dynamoDb.call(UpdateItem$, { ...this.addressItem(address), ...input }, deadline);
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  private addressItem(address: string) {
    return { TableName: this.settings.tableName, Key: { pk: { S: `address#${address}` } } };
  }

  /** The names of a start that a repetition finds: of this time, and of the one before. They count as of the end of it. */
  private nameRepeatable(idempotencyToken: string, seconds: number): string[] {
    const end = Math.ceil(seconds / REPEAT_SECONDS) * REPEAT_SECONDS;
    // With the key, so that nobody can look for two requests that have one name.
    const id = hashTextsWithKey(this.settings.hashKey, ['start', idempotencyToken]).slice(0, 12);
    return [nameStart(end, id), nameStart(end - REPEAT_SECONDS, id)];
  }

  /** Until the oldest start of the address does not count any more. */
  private findWait(starts: readonly string[], seconds: number): number {
    return Math.max(1, Math.min(...starts.map(readTime)) + this.spanSeconds + 1 - seconds);
  }
}

function nameStart(seconds: number, id: string): string {
  return `${seconds.toString(36)}.${id}`;
}

function readTime(start: string): number {
  return Number.parseInt(start, 36);
}
