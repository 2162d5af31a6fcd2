import type { RequestLog } from './request-log';

/** What the page asks the start-chat API for. */
export interface StartChatBody {
  readonly ParticipantDetails: { readonly DisplayName: string };
  readonly SupportedMessagingContentTypes: readonly string[];
  readonly PersistentChat?: { readonly SourceContactId: string; readonly RehydrationType: string };
}

export interface StartedChat {
  readonly startChatResult: {
    readonly ContactId: string;
    readonly ParticipantId: string;
    readonly ParticipantToken: string;
    readonly ContinuedFromContactId?: string;
  };
  readonly persistentChat: { readonly outcome: string; readonly reason?: string };
}

/** Longer than API Gateway lets a request take. */
const PATIENCE_MS = 35_000;

/** @throws Error with words for the customer, whatever went wrong: nothing may spin for ever */
export async function startChat(url: string, body: StartChatBody, log: RequestLog): Promise<StartedChat> {
  const { status, answer } = await post(url, JSON.stringify(body)).catch((): never => {
    log.add({ title: `POST ${new URL(url).pathname}`, outcome: 'no answer', request: body });
    throw new Error('The chat service cannot be reached. Please try again.');
  });
  const { data, message } = answer;
  log.add({
    title: `POST ${new URL(url).pathname}`,
    outcome: [status, data?.persistentChat?.outcome ?? data?.Error?.code].join(' '),
    request: body,
    answer,
  });
  if (data?.startChatResult && data.persistentChat) return { startChatResult: data.startChatResult, persistentChat: data.persistentChat };
  throw new Error(message ?? 'The chat could not be started. Please try again.');
}

interface Answer {
  readonly data?: Partial<StartedChat> & { readonly Error?: { readonly code: string } };
  readonly message?: string;
}

/** As the Amazon Connect chat interface does: without headers, so that the browser needs no preflight. */
async function post(url: string, body: string): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE_MS) });
  return { status: response.status, answer: await response.json() as Answer };
}
