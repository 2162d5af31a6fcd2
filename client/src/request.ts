import type { ErrorAnswer, StartedChatData } from './contract.js';
import { type NoAnswer, type NoRunningChat, type RefusedChat, type StartedChat, toStartedChat } from './results.js';

/** Longer than API Gateway's time-out. */
const TIME_LIMIT_MS = 35_000;
const LONGEST_WAIT_MS = 30_000;
/** For a browser that may not read `Retry-After`. */
const CHAT_STARTING_SECONDS = 2;

export interface ApiRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly body: string;
}

export type Headers = Readonly<Record<string, string>>;

export interface RequestOptions {
  readonly fetch: (url: string, init: { method: string; headers: Headers; body: string; signal: AbortSignal }) => Promise<Response>;
  /** Called for each attempt. */
  readonly headers?: (request: ApiRequest) => Headers | Promise<Headers>;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** No attempt begins after this time. */
  readonly until?: number;
}

export type Answer = StartedChat | NoRunningChat | RefusedChat | NoAnswer;

/** Asks the API, and again as long as it says when to try again soon. Rejects only when it is aborted, or `headers` rejects. */
export async function ask(url: string, body: string, options: RequestOptions): Promise<Answer> {
  const until = Math.min(Date.now() + LONGEST_WAIT_MS, options.until ?? Infinity);
  for (;;) {
    const answer = await attempt({ method: 'POST', url, body }, options);
    const seconds = 'retryAfterSeconds' in answer ? answer.retryAfterSeconds : undefined;
    // All that were told the same time would come back at once.
    const waitMs = seconds === undefined ? Infinity : (seconds + Math.random()) * 1000;
    if (Date.now() + waitMs >= until) return answer;
    await wait(waitMs, options.signal);
    // The device may have slept meanwhile.
    if (Date.now() >= until) return answer;
  }
}

type AnswerBody = ErrorAnswer & { readonly data: StartedChatData };

async function attempt(request: ApiRequest, { fetch, headers, idempotencyKey, signal }: RequestOptions): Promise<Answer> {
  throwIfAborted(signal);
  const sent = { ...await headers?.(request), ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }) };
  throwIfAborted(signal);
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, TIME_LIMIT_MS);
  signal?.addEventListener('abort', abort);
  try {
    const response = await fetch(request.url, { method: 'POST', headers: sent, body: request.body, signal: controller.signal });
    return readAnswer(response, await response.json() as AnswerBody);
  } catch {
    throwIfAborted(signal);
    return { ok: false, code: 'NoAnswer', message: 'The chat service did not answer.' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** @throws when the answer is not the API's, but that of a proxy for example */
function readAnswer({ status, headers }: Response, { data, requestId }: AnswerBody): Answer {
  if (status === 200) {
    if (!data.startChatResult.ParticipantToken) throw new Error('Not an answer of the API');
    return toStartedChat(data);
  }
  const { code, message } = data.Error;
  if (code === 'NoRunningChat') return { ok: false, code, message, hasPastChat: data.persistentChat.hasPastChat };
  const retryAfterSeconds = Number(headers.get('Retry-After')) || (code === 'ChatStarting' ? CHAT_STARTING_SECONDS : undefined);
  return { ok: false, code, message, status, requestId, retryAfterSeconds };
}

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(abortError(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort);
  });
}

function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw abortError(signal);
}

function abortError(signal?: AbortSignal): unknown {
  return signal?.reason ?? new Error('Aborted');
}
