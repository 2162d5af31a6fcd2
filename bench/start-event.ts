/** One customer who starts a chat, as API Gateway hands the request over for a caller that IAM has let in. */
export const START_EVENT = {
  resource: '/',
  path: '/',
  httpMethod: 'POST',
  headers: { 'Content-Type': 'text/plain;charset=UTF-8', 'Host': 'abcdefghij.execute-api.us-east-1.amazonaws.com', 'User-Agent': 'bench' },
  multiValueHeaders: {
    'Content-Type': ['text/plain;charset=UTF-8'], 'Host': ['abcdefghij.execute-api.us-east-1.amazonaws.com'], 'User-Agent': ['bench'],
  },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  isBase64Encoded: false,
  body: JSON.stringify({ ParticipantDetails: { DisplayName: 'Jane' }, Attributes: { customerName: 'Jane' } }),
  requestContext: {
    accountId: '111111111111',
    apiId: 'abcdefghij',
    httpMethod: 'POST',
    path: '/Prod/',
    protocol: 'HTTP/1.1',
    requestId: '00000000-0000-0000-0000-000000000000',
    resourcePath: '/',
    stage: 'Prod',
    authorizer: null,
    identity: {
      accountId: '111111111111',
      caller: 'AROAEXAMPLE:session',
      cognitoIdentityId: null,
      sourceIp: '192.0.2.1',
      userAgent: 'bench',
      userArn: 'arn:aws:sts::111111111111:assumed-role/role/session',
    },
  },
};

/** A chat's segment that has ended, as EventBridge hands it over. */
export const SEGMENT_ENDED_EVENT = {
  'version': '0',
  'id': '00000000-0000-0000-0000-000000000000',
  'detail-type': 'Amazon Connect Contact Event',
  'source': 'aws.connect',
  'detail': {
    eventType: 'DISCONNECTED',
    contactId: '44444444-4444-4444-4444-444444444444',
    initialContactId: '33333333-3333-3333-3333-333333333333',
    channel: 'CHAT',
    initiationMethod: 'TRANSFER',
    initiationTimestamp: '2026-01-01T00:00:00.000Z',
    disconnectTimestamp: '2026-01-01T00:10:00.000Z',
  },
};
