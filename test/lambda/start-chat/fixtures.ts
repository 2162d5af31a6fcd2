import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Settings } from '../../../lambda/start-chat/settings';

export const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
export const INSTANCE_ARN = `arn:aws:connect:eu-central-1:111122223333:instance/${INSTANCE_ID}`;
export const FLOW_ID = '22222222-2222-2222-2222-222222222222';
export const OTHER_FLOW_ID = '33333333-3333-3333-3333-333333333333';
export const CONTACT_ID = '44444444-4444-4444-4444-444444444444';

export const ENVIRONMENT = {
  CONNECT_INSTANCE_ARN: INSTANCE_ARN,
  CONTACT_FLOW_IDS: `${FLOW_ID},${OTHER_FLOW_ID}`,
  DEFAULT_REHYDRATION_TYPE: 'ENTIRE_PAST_SESSION',
  REHYDRATION_FAILURE: 'START_NEW_CHAT',
  ALLOWED_ORIGINS: '',
  ALLOWED_ATTRIBUTES: 'orderId,tier',
  MAX_CHAT_DURATION_MINUTES: '10080',
  ATTACHMENTS: 'false',
  CALLER_IDENTITY: 'IAM',
};

export const SETTINGS: Settings = {
  instanceArn: INSTANCE_ARN,
  instanceId: INSTANCE_ID,
  region: 'eu-central-1',
  contactFlowIds: [FLOW_ID, OTHER_FLOW_ID],
  defaultRehydrationType: 'ENTIRE_PAST_SESSION',
  rehydrationFailure: 'START_NEW_CHAT',
  allowedOrigins: [],
  allowCredentials: false,
  allowedAttributes: ['orderId', 'tier'],
  allowedAttributePrefixes: [],
  unknownAttributes: 'REFUSE',
  segmentAttributes: new Map(),
  maxChatDurationMinutes: 10_080,
  disconnectAgentOnCustomerExit: false,
  attachments: false,
  callerIdentity: 'IAM',
  shareIdempotencyKeys: false,
  identifyCustomer: false,
  attributeClaims: new Map(),
  customerIdPrefix: '',
  subjectKey: 'principalId',
  issuerKey: undefined,
  sessionTable: undefined,
  resumeHandles: undefined,
  acceptSourceContactId: true,
  callerNamesCustomer: false,
};

interface EventOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly base64?: boolean;
  readonly identity?: Partial<APIGatewayProxyEvent['requestContext']['identity']>;
  readonly authorizer?: Record<string, unknown>;
  readonly apiId?: string;
}

/** What a REST API hands to its function. A body that is not a string is sent as JSON. */
export function proxyEvent({ body = {}, headers = {}, base64 = false, identity = {}, authorizer, apiId = 'api-1' }: EventOptions = {}): APIGatewayProxyEvent {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const event = {
    httpMethod: 'POST',
    path: '/',
    headers,
    body: base64 ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded: base64,
    requestContext: {
      apiId,
      requestId: 'request-1',
      identity: { accountId: '111122223333', caller: 'AROAEXAMPLE:session', sourceIp: '192.0.2.1', userAgent: 'agent', ...identity },
      authorizer,
    },
  };
  return event as unknown as APIGatewayProxyEvent;
}
