import { join } from 'node:path';
import { AwsStub } from './aws-stub';
import { BenchFolder, NODEJS_FUNCTION_DEFAULTS } from './bench-folder';
import type { FunctionUnderTest } from './cold-start/function-process';
import { SEGMENT_ENDED_EVENT, START_EVENT } from './start-event';
import { LocalIssuer } from '../local/aws/issuer/local-issuer';
import { buildStartChatEnvironment } from '../src/private/functions/start-chat-environment';
import {
  ACCESS_ENVIRONMENT, AUTHORIZE_JWT_ENVIRONMENT, SESSION_ENVIRONMENT, START_CHAT_ENVIRONMENT,
} from '../src/shared/environment';

const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
const INSTANCE_ARN = `arn:aws:connect:us-east-1:111111111111:instance/${INSTANCE_ID}`;
const CONTACT_FLOW_ID = '22222222-2222-2222-2222-222222222222';
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'chat';

const START_CHAT = {
  ...buildStartChatEnvironment({
    instance: { id: INSTANCE_ID, partition: 'aws', region: 'us-east-1', account: '111111111111', arn: INSTANCE_ARN }, contactFlowIds: [CONTACT_FLOW_ID],
  }),
  [START_CHAT_ENVIRONMENT.callerIdentity]: 'IAM',
};

const SESSIONS = { [SESSION_ENVIRONMENT.tableName]: 'sessions', [SESSION_ENVIRONMENT.historySeconds]: '34128000' };

const HANDLES = {
  [START_CHAT_ENVIRONMENT.callerIdentity]: 'ANONYMOUS',
  [ACCESS_ENVIRONMENT.resumeHandleKeyArn]: 'arn:aws:kms:us-east-1:111111111111:key/33333333-3333-3333-3333-333333333333',
  [ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds]: '2592000',
  [ACCESS_ENVIRONMENT.resumeHandleGeneration]: '1',
};

/** Every function that is measured, baselines first. */
export type FunctionName =
  | 'empty' | 'usual' | 'usual, SDK bundled' | 'usual recorder'
  | 'start-chat' | 'start-chat with resume handles' | 'start-chat with a session store' | 'authorize-jwt' | 'record-contact-event';

export function listFunctionsUnderTest(folder: BenchFolder, stub: AwsStub, issuer: LocalIssuer): Record<FunctionName, FunctionUnderTest> {
  const common = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
    INSTANCE_ID,
    CONTACT_FLOW_ID,
    AWS_ENDPOINT_URL_CONNECT: stub.url,
    AWS_ENDPOINT_URL_KMS: stub.url,
    AWS_ENDPOINT_URL_DYNAMODB: stub.url,
    NODE_EXTRA_CA_CERTS: folder.write('certificate.pem', stub.certificate),
  };
  const built = (name: FunctionName, source: string, options = {}): FunctionUnderTest => (
    { name, codeDir: folder.bundle(`functions/${source}.ts`, name.replaceAll(/\W+/g, '-'), options), environment: common, event: START_EVENT });
  const shipped = (name: FunctionName, bundle: string, environment: Record<string, string>, event: object = START_EVENT): FunctionUnderTest => (
    { name, codeDir: join(folder.library, 'assets/lambda', `${bundle}.lambda`), environment: { ...common, ...environment }, event });
  return {
    'empty': built('empty', 'empty'),
    'usual': built('usual', 'usual', NODEJS_FUNCTION_DEFAULTS),
    'usual, SDK bundled': built('usual, SDK bundled', 'usual'),
    'usual recorder': { ...built('usual recorder', 'usual-recorder', NODEJS_FUNCTION_DEFAULTS), event: SEGMENT_ENDED_EVENT },
    'start-chat': shipped('start-chat', 'start-chat', START_CHAT),
    'start-chat with resume handles': shipped('start-chat with resume handles', 'start-chat', { ...START_CHAT, ...HANDLES }),
    'start-chat with a session store': shipped(
      'start-chat with a session store', 'start-chat', { ...START_CHAT, ...SESSIONS },
      { ...START_EVENT, body: JSON.stringify({ CustomerId: 'jane', ParticipantDetails: { DisplayName: 'Jane' } }) },
    ),
    'authorize-jwt': shipped(
      'authorize-jwt', 'authorize-jwt',
      {
        [AUTHORIZE_JWT_ENVIRONMENT.issuer]: ISSUER,
        [AUTHORIZE_JWT_ENVIRONMENT.audiences]: JSON.stringify([AUDIENCE]),
        [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: issuer.jwksUri,
        [AUTHORIZE_JWT_ENVIRONMENT.claims]: '[]',
      },
      {
        type: 'TOKEN',
        methodArn: 'arn:aws:execute-api:us-east-1:111111111111:abcdefghij/Prod/POST/',
        authorizationToken: `Bearer ${issuer.signToken({ iss: ISSUER, aud: AUDIENCE, sub: 'jane' })}`,
      },
    ),
    'record-contact-event': shipped('record-contact-event', 'record-contact-event', SESSIONS, SEGMENT_ENDED_EVENT),
  };
}
