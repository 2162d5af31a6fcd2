import { join } from 'node:path';

/** The texts of the hand-written stacks. They are as long as those of PersistentChat. */

export const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
export const CONTACT_FLOW_ID = '22222222-2222-2222-2222-222222222222';

/** The bundle that the packed library ships, so that every stack hashes the same files. */
export const CODE_FOLDER = join(process.cwd(), 'node_modules/cdk-connect-persistent-chat/assets/lambda/start-chat.lambda');

export const ACCESS_LOG_FORMAT = JSON.stringify(Object.fromEntries([
  'requestId', 'requestTime', 'identity.sourceIp', 'httpMethod', 'status', 'error.responseType', 'integrationStatus',
  'integrationLatency', 'responseLatency', 'responseLength',
].map((field) => [field, `$context.${field}`])));

export const PREFLIGHT_HEADERS = {
  'method.response.header.Access-Control-Allow-Headers': "'Content-Type, Authorization, X-Amz-Date, X-Api-Key, X-Amz-Security-Token, X-Amz-User-Agent, X-Amz-Content-Sha256, x-aws-waf-token, Idempotency-Key'",
  'method.response.header.Access-Control-Allow-Methods': "'OPTIONS, POST'",
  'method.response.header.Access-Control-Max-Age': "'7200'",
  'method.response.header.Vary': "'Origin'",
};

export const PREFLIGHT_TEMPLATE = [
  '#set($origin = $input.params().header.get("Origin"))',
  '#if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
  '#if($origin)',
  '#set($context.responseOverride.status = 403)',
  buildErrorBody('OriginNotAllowed', 'This origin may not start chats here.'),
  '#end',
].join('\n');

export const GATEWAY_RESPONSE_TYPES = [
  'DEFAULT_4XX', 'DEFAULT_5XX', 'UNAUTHORIZED', 'INVALID_SIGNATURE', 'EXPIRED_TOKEN', 'ACCESS_DENIED', 'MISSING_AUTHENTICATION_TOKEN',
  'REQUEST_TOO_LARGE', 'WAF_FILTERED', 'THROTTLED',
];

export const GATEWAY_TEMPLATES = {
  'application/json': buildErrorBody('RequestRejected', 'The request was rejected before it reached the chat service.'),
};

export const FUNCTION_VARIABLES = {
  CONTACT_FLOW_IDS: CONTACT_FLOW_ID,
  DEFAULT_REHYDRATION_TYPE: 'ENTIRE_PAST_SESSION',
  REHYDRATION_FAILURE: 'START_NEW_CHAT',
  ALLOWED_ORIGINS: '',
  ALLOWED_ATTRIBUTES: '',
  MAX_CHAT_DURATION_MINUTES: '10080',
  ATTACHMENTS: 'false',
  CALLER_IDENTITY: 'IAM',
};

function buildErrorBody(code: string, message: string): string {
  return JSON.stringify({ data: { Error: { code, message } }, message, requestId: '$context.requestId' });
}
