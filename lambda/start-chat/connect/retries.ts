import type { RetryStrategyV2 } from '@smithy/types';
import { classifyError } from './errors';
import { FAILURE_RULES } from '../contract/failure';

// A request makes at most two calls, the second one without the source contact: six attempts in all.
export const MAX_ATTEMPTS_PER_CALL = 3;
const BASE_DELAY_MS = 250;

/**
 * Retries what the table of failures marks as `retried`. The SDK's own strategy takes its retries from a budget that runs
 * dry in a function that stays warm, and repeats calls that failed for the quota of active chats.
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

// Half fixed, half random: customers who were refused together do not come back together.
function computeDelay(retry: number): number {
  return BASE_DELAY_MS * 2 ** (retry - 1) * (1 + Math.random());
}
