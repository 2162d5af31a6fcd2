import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { FAILURE_RULES, StartChatFailure } from './contract/failure';
import { NOT_CONTINUED_REASONS } from './contract/not-continued';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { createCorsHeaders } from './request/origin';
import { Settings } from './settings';
import { buildErrorBody } from '../../src/shared/error-body';

export function answerStarted(
  chat: StartedChat, resumeHandle: string | undefined, { chat: asked }: StartPlan, event: APIGatewayProxyEvent, settings: Settings,
): APIGatewayProxyResult {
  const reason = chat.reasonCode && NOT_CONTINUED_REASONS[chat.reasonCode];
  const data = {
    // Only these: ChatJS filters socket messages by an InitialContactId found here and would show nothing.
    startChatResult: {
      ContactId: chat.contactId,
      ParticipantId: chat.participantId,
      ParticipantToken: chat.participantToken,
      ContinuedFromContactId: chat.continuedFromContactId,
    },
    featurePermissions: {
      MESSAGING_MARKDOWN: asked.SupportedMessagingContentTypes?.includes('text/markdown') ?? false,
      ATTACHMENTS: settings.attachments,
    },
    persistentChat: { outcome: chat.outcome, reason, reasonCode: chat.reasonCode, resumeHandle },
    // ChatJS has to be given the instance's Region.
    region: settings.region,
  };
  return answerJson(200, { data }, createCorsHeaders(event, settings));
}

export function answerFailure({ code, message }: StartChatFailure, event: APIGatewayProxyEvent, settings: Settings): APIGatewayProxyResult {
  const { status, retryAfterSeconds } = FAILURE_RULES[code];
  const retryAfter: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return answerJson(status, buildErrorBody(code, message, event.requestContext.requestId), { ...createCorsHeaders(event, settings), ...retryAfter });
}

function answerJson(statusCode: number, body: object, headers: Record<string, string>): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
