import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { FAILURE_RULES, NoRunningChatFailure, StartChatFailure, TooManyChatsFailure } from './contract/failure';
import { NOT_CONTINUED_REASONS } from './contract/not-continued';
import { StartedChat } from './contract/started-chat';
import { createCorsHeaders } from './request/origin';
import { Settings } from './settings';
import { buildErrorBody } from '../../src/shared/error-body';
import type { StartedChatData } from '../../src/shared/start-chat-contract';

/** What the request asked the chat for, and the chat's resume handle. */
interface ChatExtras {
  readonly contentTypes?: readonly string[];
  readonly droppedAttributes?: readonly string[];
  readonly resumeHandle?: string;
}

export function answerChat(
  chat: StartedChat, { contentTypes, droppedAttributes, resumeHandle }: ChatExtras, event: APIGatewayProxyEvent, settings: Settings,
): APIGatewayProxyResult {
  const reason = chat.reasonCode && NOT_CONTINUED_REASONS[chat.reasonCode];
  const data: StartedChatData = {
    // Only these: ChatJS filters socket messages by an InitialContactId found here and would show nothing.
    startChatResult: {
      ContactId: chat.contactId,
      ParticipantId: chat.participantId,
      ParticipantToken: chat.participantToken,
      ContinuedFromContactId: chat.continuedFromContactId,
    },
    featurePermissions: {
      MESSAGING_MARKDOWN: contentTypes?.includes('text/markdown') ?? false,
      ATTACHMENTS: settings.attachments,
    },
    persistentChat: { outcome: chat.outcome, reason, reasonCode: chat.reasonCode, notContinued: chat.notContinued, resumeHandle },
    droppedAttributes,
    // ChatJS has to be given the instance's Region.
    region: settings.region,
  };
  return answerJson(200, { data }, createCorsHeaders(event, settings));
}

export function answerFailure(failure: StartChatFailure, event: APIGatewayProxyEvent, settings: Settings): APIGatewayProxyResult {
  const { code, message } = failure;
  const { status } = FAILURE_RULES[code];
  const { retryAfterSeconds } = failure instanceof TooManyChatsFailure ? failure : FAILURE_RULES[code];
  const retryAfter: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  const body = buildErrorBody(code, message, event.requestContext.requestId);
  const persistentChat = failure instanceof NoRunningChatFailure ? { hasPastChat: failure.hasPastChat } : undefined;
  return answerJson(status, { ...body, data: { ...body.data, persistentChat } }, { ...createCorsHeaders(event, settings), ...retryAfter });
}

function answerJson(statusCode: number, body: object, headers: Record<string, string>): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
