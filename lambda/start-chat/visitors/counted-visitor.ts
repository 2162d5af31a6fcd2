import { VisitorSettings, VisitorStarts } from './visitor-starts';
import { getErrorName } from '../../aws/call-error';
import { createDynamoDbClient } from '../../sessions/dynamodb';
import { ConnectCalls } from '../connect/calls';
import { ConnectFailure, StartChatFailure } from '../contract/failure';
import { StartPlan } from '../contract/start-plan';
import { Caller } from '../request/caller';

// The table answers in milliseconds. A visitor waits for two attempts, so that a slow one does not leave the start uncounted.
const COUNTING_MS = 2500;
// With the 10 s before it less than the 12 s that a client is promised.
const TAKING_BACK_MS = 1500;

/** What became of counting a visitor's start. */
export interface CountedVisitor {
  /** Why the start is not counted. The visitor gets the chat all the same. */
  readonly errorName?: string;
  /** Takes the start back if it is certain that Connect made no contact. Never throws. */
  afterFailure(failure: StartChatFailure, connect: Pick<ConnectCalls, 'calls' | 'attempts'>): Promise<void>;
}

/** @throws TooManyChatsFailure when the visitor's address has no start left */
export type CountVisitor = (caller: Caller, plan: StartPlan) => Promise<CountedVisitor | undefined>;

export function createVisitorCount(settings: VisitorSettings, longestChatMinutes: number, environment: NodeJS.ProcessEnv): CountVisitor {
  const starts = new VisitorStarts(createDynamoDbClient(settings.tableName, environment), settings, longestChatMinutes);
  return async (caller, { clientToken, sourceContactId }) => {
    if (caller.kind !== 'anonymous') return undefined;
    // Repeated later, Connect may accept a source contact that it has refused: the same request then makes another chat.
    const idempotencyToken = sourceContactId === undefined ? clientToken : undefined;
    try {
      const counted = await starts.count(caller.sourceIp, idempotencyToken, Date.now(), AbortSignal.timeout(COUNTING_MS));
      return {
        afterFailure: async (failure, { calls, attempts }) => {
          if (!(failure instanceof ConnectFailure) || !failure.madeNoContact || attempts > calls) return;
          // When this fails, the address has one start less.
          await starts.takeBack(counted, AbortSignal.timeout(TAKING_BACK_MS)).catch(() => undefined);
        },
      };
    } catch (error) {
      if (error instanceof StartChatFailure) throw error;
      return { errorName: getErrorName(error), afterFailure: async () => undefined };
    }
  };
}
