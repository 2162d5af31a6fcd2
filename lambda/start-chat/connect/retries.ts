import type { RetryStrategyV2 } from '@smithy/types';
import { failureCodeOf } from './errors';
import { failureRule } from '../contract/failure';

// A request makes at most two calls, the second one without its source contact: six attempts in all.
export const MAX_ATTEMPTS_PER_CALL = 3;
const BASE_DELAY_MS = 250;

/**
 * Retries what the table of failures calls worth it. The SDK's own strategy takes its retries from a budget that runs
 * dry in a function that stays warm, and repeats calls that failed for the quota of active chats.
 */
export const boundedRetries: RetryStrategyV2 = {
  acquireInitialRetryToken: async () => attempt(0),
  refreshRetryTokenForRetry: async (previous, { error }) => {
    const retry = previous.getRetryCount() + 1;
    if (retry >= MAX_ATTEMPTS_PER_CALL || !failureRule(failureCodeOf(error)).retried) throw error;
    return attempt(retry);
  },
  recordSuccess: () => undefined,
};

function attempt(retry: number) {
  return { getRetryCount: () => retry, getRetryDelay: () => (retry === 0 ? 0 : jitteredDelay(retry)) };
}

// Half fixed, half random: customers who were refused together do not come back together.
function jitteredDelay(retry: number): number {
  return BASE_DELAY_MS * 2 ** (retry - 1) * (1 + Math.random());
}
