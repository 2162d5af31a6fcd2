import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { cx_api as cxapi } from 'aws-cdk-lib-newest';
import { Construct } from 'constructs';
import { ACCOUNT, CONTACT_FLOW_ID, INSTANCE_ARN, REGION } from './fixtures';
import type { PersistentChatProps } from '../src';

type Cdk = typeof import('aws-cdk-lib');
type Library = typeof import('../src');

const SRC = join(__dirname, '../src');
const SIGNED_IN = { issuer: 'https://issuer.example.com', audience: ['chat'] };

/** Builds what causes a warning, and returns the construct that shows it. */
type Cause = (library: Library, stack: Construct, cdk: Cdk) => Construct;

const CAUSES: Record<string, Cause> = {
  anonymousAccess: (library, stack) => chat(library, stack, { access: library.ChatAccess.anonymous() }),
  visitorChatLimit: (library, stack, { Validations }) => {
    const own = chat(library, stack, { access: library.ChatAccess.anonymous({ visitorChatLimit: library.VisitorChatLimit.none() }) });
    Validations.of(own).acknowledge({ id: 'cdk-connect-persistent-chat:anonymousAccess', reason: 'It is meant to be public.' });
    return own;
  },
  acceptSourceContactId: (library, stack) => chat(library, stack, { access: library.ChatAccess.jwt({ ...SIGNED_IN, acceptSourceContactId: true }) }),
  noResumeHandles: (library, stack) => chat(library, stack, {
    access: library.ChatAccess.jwt({ ...SIGNED_IN, resumeHandleGeneration: 2 }),
    sessionStore: new library.ChatSessionStore(stack, 'Store', { instanceId: INSTANCE_ARN }),
  }),
  originsKnownAtDeployment: (library, stack, cdk) => chat(library, stack, {
    allowedOrigins: [new cdk.CfnParameter(stack, 'Origin').valueAsString],
  }),
  authorizerKnownAtDeployment: (library, stack, { CfnParameter, aws_cognito: cognito }) => chat(library, stack, {
    access: library.ChatAccess.cognito([cognito.UserPool.fromUserPoolArn(stack, 'Customers', new CfnParameter(stack, 'UserPoolArn').valueAsString)]),
  }),
  versionKnownAtDeployment: (library, stack, { CfnParameter }) => chat(library, stack, {
    allowedAttributes: [new CfnParameter(stack, 'Attribute').valueAsString], provisionedConcurrentExecutions: 1,
  }),
  instanceInAnotherAccount: (library, stack) => chat(library, stack, { instanceId: INSTANCE_ARN.replace(ACCOUNT, '999999999999') }),
  throttleSetInPart: (library, stack) => chat(library, stack, { throttle: { rateLimit: 50 } }),
  incrementalResponses: (library, stack) => chat(library, stack, { responseMode: library.ResponseMode.INCREMENTAL }),
  equalCustomerIds: (library, stack) => {
    const access = library.ChatAccess.jwt({ ...SIGNED_IN, issuer: 'https://other.example.com' });
    new library.PersistentChat(stack, 'Other', { instanceId: INSTANCE_ARN, contactFlowId: CONTACT_FLOW_ID, access });
    return chat(library, stack, { access: library.ChatAccess.jwt(SIGNED_IN) });
  },
  everyOrigin: (library, stack) => chat(library, stack, { allowedOrigins: ['*'] }),
  grantWithoutEffect: (library, stack, { aws_iam: iam }) => {
    const own = chat(library, stack, { access: library.ChatAccess.jwt(SIGNED_IN) });
    own.grantStartChat(new iam.Role(stack, 'Backend', { assumedBy: new iam.AccountRootPrincipal() }));
    return own;
  },
  authorizerCaches: (library, stack, { aws_apigateway: apigateway, aws_lambda: lambda }) => chat(library, stack, {
    access: library.ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('1') }),
    })),
    sessionStore: new library.ChatSessionStore(stack, 'Store', { instanceId: INSTANCE_ARN }),
  }),
  unusedSessionStore: (library, stack) => new library.ChatSessionStore(stack, 'Store', { instanceId: INSTANCE_ARN }),
  tableInAnotherAccount: (library, stack, { aws_dynamodb: dynamodb }) => storeIn(library, stack, (
    dynamodb.Table.fromTableArn(stack, 'Sessions', `arn:aws:dynamodb:${REGION}:999999999999:table/sessions`)
  )),
  tableWithoutTimeToLive: (library, stack, { aws_dynamodb: dynamodb }) => storeIn(library, stack, (
    new dynamodb.Table(stack, 'Sessions', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } })
  )),
  storeInOtherRegion: (library, stack) => {
    const instanceId = INSTANCE_ARN.replace(REGION, 'eu-central-1');
    const sessionStore = new library.ChatSessionStore(stack, 'Store', { instanceId });
    chat(library, stack, { instanceId, sessionStore });
    return sessionStore;
  },
};

function chat(library: Library, stack: Construct, props: Partial<PersistentChatProps>) {
  return new library.PersistentChat(stack, 'Chat', { instanceId: INSTANCE_ARN, contactFlowId: CONTACT_FLOW_ID, ...props });
}

/** A store with this table, which a chat uses. */
function storeIn(library: Library, stack: Construct, table: dynamodb.ITable) {
  const sessionStore = new library.ChatSessionStore(stack, 'Store', { instanceId: INSTANCE_ARN, table: library.ChatSessionTable.existing(table) });
  chat(library, stack, { sessionStore });
  return sessionStore;
}

test('every warning of the library has a case here', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const ids = sources.flatMap((file) => readFileSync(join(SRC, file), 'utf8').match(/(?<='cdk-connect-persistent-chat:)\w+(?=')/g) ?? []);
  expect(ids.sort()).toEqual(Object.keys(CAUSES).sort());
});

describe.each(['aws-cdk-lib', 'aws-cdk-lib-newest'])('in the assembly of an app with %s', (awsCdkLib) => {
  let cdk: Cdk;
  let library: Library;
  beforeAll(() => {
    // aws-cdk-lib's own validator annotates nothing, and takes most of the time.
    process.env.CDK_VALIDATION = 'false';
    jest.resetModules();
    cdk = jest.requireActual<Cdk>(awsCdkLib);
    jest.doMock('aws-cdk-lib', () => cdk);
    // The generated classes of the library's functions import this.
    jest.doMock('aws-cdk-lib/aws-lambda', () => jest.requireActual<object>(`${awsCdkLib}/aws-lambda`));
    library = jest.requireActual<Library>('../src');
  });

  /** The messages that the CDK CLI shows. With `--strict`, they make it fail. */
  function annotations(...build: ((stack: Construct) => void)[]) {
    const app = new cdk.App();
    const stack = new cdk.Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
    for (const step of build) step(stack);
    return new cxapi.CloudAssembly(app.synth().directory).getStackByName('Stack').messages.map(({ entry }) => String(entry.data));
  }

  function acknowledging(cause: Cause, id: string) {
    return (stack: Construct) => cdk.Validations.of(cause(library, stack, cdk)).acknowledge({ id, reason: 'We know.' });
  }

  test.each(Object.entries(CAUSES))('the warning %s is the only one', (id, cause) => {
    expect(annotations((stack) => cause(library, stack, cdk))).toEqual([expect.stringContaining(`cdk-connect-persistent-chat:${id}]`)]);
  });

  test.each(Object.entries(CAUSES))('acknowledging the warning %s by its id removes it', (id, cause) => {
    expect(annotations(acknowledging(cause, `cdk-connect-persistent-chat:${id}`))).toEqual([]);
  });

  test.each(Object.entries(CAUSES))('acknowledging the warning %s by the id that it prints removes it', (_id, cause) => {
    const [warning] = annotations((stack) => cause(library, stack, cdk));
    expect(annotations(acknowledging(cause, warning.match(/\[ack: (.+)\]$/)![1]))).toEqual([]);
  });

  test('there is no warning of a store that a chat uses', () => {
    expect(annotations((stack) => chat(library, stack, {
      access: library.ChatAccess.jwt(SIGNED_IN),
      sessionStore: new library.ChatSessionStore(stack, 'Store', { instanceId: INSTANCE_ARN }),
    }))).toEqual([]);
  });
});
