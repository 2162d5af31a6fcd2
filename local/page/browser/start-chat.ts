import type { Customer } from './customer';
import type { RequestLog } from './request-log';
import type { PersistentChatRequest, StartedChat } from './started-chat';

/** The page's request to the start-chat API. */
interface StartChatBody {
  readonly ParticipantDetails: { readonly DisplayName: string };
  readonly SupportedMessagingContentTypes: readonly string[];
  readonly PersistentChat?: PersistentChatRequest;
}

/** Longer than API Gateway's time-out. */
const TIME_LIMIT_MS = 35_000;

/** @throws Error with a message for the customer, also when the API does not answer */
export async function startChat(customer: Customer, persistentChat: PersistentChatRequest | undefined, log: RequestLog): Promise<StartedChat> {
  const request: StartChatBody = {
    ParticipantDetails: { DisplayName: customer.name },
    SupportedMessagingContentTypes: ['text/plain', 'text/markdown'],
    PersistentChat: persistentChat,
  };
  const title = `POST ${new URL(customer.apiUrl).pathname}`;
  const { status, answer } = await post(customer, JSON.stringify(request)).catch((): never => {
    log.add({ title, outcome: 'no answer', request });
    throw new Error('The chat service cannot be reached. Please try again.');
  });
  const { data, message } = answer;
  const outcome = [status, data?.persistentChat?.outcome ?? data?.Error?.code].join(' ');
  log.add({ title, outcome, request, answer });
  if (data?.startChatResult && data.persistentChat) return { startChatResult: data.startChatResult, persistentChat: data.persistentChat };
  throw new Error(message ?? 'The chat could not be started. Please try again.');
}

interface Answer {
  readonly data?: Partial<StartedChat> & { readonly Error?: { readonly code: string } };
  readonly message?: string;
}

/** Like the Amazon Connect chat interface, this sets no Content-Type, so that a visitor's browser sends no preflight request. */
async function post(customer: Customer, body: string): Promise<{ status: number; answer: Answer }> {
  const headers = await customer.fetchHeaders();
  const response = await fetch(customer.apiUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  return { status: response.status, answer: await response.json() as Answer };
}
