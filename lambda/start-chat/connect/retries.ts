import type { RetryStrategyV2 } from '@smithy/types';
import { classifyError } from './errors';
import { FAILURE_RULES } from '../contract/failure';

// A request makes at most two calls, the second one without the source contact: six attempts in all.
export const MAX_ATTEMPTS_PER_CALL = 3;
const BASE_DELAY_MS = 250;

/**
 * Retries the errors that the table of failures marks as `retried`. The SDK's own strategy has a budget of retries, which a
 * warm function can use up, and it retries calls that failed because of the quota of active chats.
 */
export const connectRetryStrategy: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => createRetryToken(0),
  refreshRetryTokenForRetry: async (previous, { error }) => {
    const retry = previous.getRetryCount() + 1;
    if (retry >= MAX_ATTEMPTS_PER_CALL || !FAILURE_RULES[classifyError(error)].retried) throw error;
    return createRetryToken(retry);
  },
  recordSuccess: () => undefined,
};

function createRetryToken(retry: number) {
  return { getRetryCount: () => retry, getRetryDelay: () => (retry === 0 ? 0 : computeDelay(retry)) };
}

// Half fixed, half random, so that requests that failed together are not retried at the same time.
function computeDelay(retry: number): number {
  return BASE_DELAY_MS * 2 ** (retry - 1) * (1 + Math.random());
}
