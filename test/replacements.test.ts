import { ResourceDifference, ResourceImpact, fullDiff } from '@aws-cdk/cloudformation-diff';
import { App, CfnElement, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ACCOUNT, chatInStack, FLAG_SETS, INSTANCE_ARN, REGION, SECOND_CONTACT_FLOW_ID } from './fixtures';
import {
  AcceptedToken, AnonymousAccessOptions, AuthorizerAccessOptions, ChatAccess, ChatFunctionOptions, ChatSessionStore,
  ChatSessionStoreProps, ChatSessionTable, CognitoAccessOptions,
  JwtAccessOptions, ManagedSessionTableOptions, PersistentChatProps, RehydrationFailure, RehydrationType, ResponseMode,
  UnknownAttributes, VisitorChatLimit, VisitorLimit,
} from '../src';

type Part<T> = Partial<T> | ((stack: Stack) => Partial<T>);

/** What an app has before or after a change. */
interface Deployed {
  readonly chat: Part<PersistentChatProps>;
  readonly store?: Part<ChatSessionStoreProps>;
}

interface Change {
  readonly before: Deployed;
  readonly after: Deployed;
  /** The paths of the resources that are replaced. */
  readonly replaces?: string[];
  /** The paths of the resources that are deleted. */
  readonly removes?: string[];
  /** The paths of the resources that leave the stack, and stay in the account. */
  readonly leaves?: string[];
  /** Whether what the stage serves changes, so that it needs a new deployment. */
  readonly deploys?: boolean;
}

const OTHER_INSTANCE_ARN = INSTANCE_ARN.replace('instance/1', 'instance/9');

const of = <T>(part: Part<T>, stack: Stack): Partial<T> => typeof part === 'function' ? part(stack) : part;

function synthesize({ chat, store }: Deployed, context: Record<string, unknown>) {
  const stack = new Stack(new App({ context }), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const sessionStore = store && new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN, ...of(store, stack) });
  chatInStack({ instanceId: INSTANCE_ARN, ...of(chat, stack), ...(sessionStore && { sessionStore }) }, stack);
  const template = Template.fromStack(stack).toJSON();
  const elements = stack.node.findAll().filter((child): child is CfnElement => CfnElement.isCfnElement(child));
  const pathOf = (element: CfnElement) => element.node.path.replace(/^Stack\/|\/Resource$|[0-9A-F]{8}(?=$|[:.])/g, '');
  return { template, paths: new Map(elements.map((element) => [stack.resolve(element.logicalId), pathOf(element)])) };
}

type Synthesized = ReturnType<typeof synthesize>;

const synthesizedBefore = new Map<object, Map<unknown, Map<unknown, Synthesized>>>();

/** The same of what many changes begin with, which is synthesized once. */
function synthesizeBefore(before: Deployed, context: Record<string, unknown>): Synthesized {
  const ofChat = synthesizedBefore.get(context) ?? new Map<unknown, Map<unknown, Synthesized>>();
  const ofStore = ofChat.get(before.chat) ?? new Map<unknown, Synthesized>();
  const synthesized = ofStore.get(before.store) ?? synthesize(before, context);
  synthesizedBefore.set(context, ofChat.set(before.chat, ofStore.set(before.store, synthesized)));
  return synthesized;
}

function consequences({ before, after }: Change, context: Record<string, unknown>) {
  const [old, young] = [synthesizeBefore(before, context), synthesize(after, context)];
  const { resources } = fullDiff(old.template, young.template);
  const having = (wanted: (difference: ResourceDifference) => boolean) => {
    const { logicalIds } = resources.filter((difference) => difference !== undefined && wanted(difference));
    return logicalIds.map((id) => old.paths.get(id) ?? id).sort();
  };
  const isDeployment = ({ oldResourceType }: ResourceDifference) => oldResourceType === 'AWS::ApiGateway::Deployment';
  const isRetained = ({ oldValue }: ResourceDifference) => String(oldValue?.DeletionPolicy).startsWith('Retain');
  return {
    replaces: having(({ changeImpact }) => [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE].includes(changeImpact)),
    removes: having((difference) => difference.isRemoval && !isDeployment(difference) && !isRetained(difference)),
    leaves: having((difference) => difference.isRemoval && isRetained(difference)),
    deploys: having((difference) => difference.isRemoval && isDeployment(difference)).length > 0,
  };
}

const pool = (stack: Stack) => new cognito.UserPool(stack, 'Pool');
const twoPools = (stack: Stack) => ['A', 'B'].map((id) => new cognito.UserPool(stack, id));
const jwtOf = (options: Partial<JwtAccessOptions> = {}) => ({ access: ChatAccess.jwt({ issuer: 'https://login.example.com', audience: ['chat'], ...options }) });
const anonymousOf = (options: AnonymousAccessOptions = {}) => ({ access: ChatAccess.anonymous(options) });
const cognitoOf = (options: (pool: cognito.UserPool) => CognitoAccessOptions = () => ({})) => (stack: Stack) => {
  const users = pool(stack);
  return { access: ChatAccess.cognito([users], options(users)) };
};
const ownOf = (options: AuthorizerAccessOptions = {}, authorizer: Partial<apigateway.RequestAuthorizerProps> = {}) => (stack: Stack) => {
  const handler = new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('1') });
  const identitySources = [apigateway.IdentitySource.header('X-Session')];
  return { access: ChatAccess.authorizer(new apigateway.RequestAuthorizer(stack, 'OwnAuthorizer', { handler, identitySources, ...authorizer }), options) };
};

const inVpc = ({ securityGroupId, ...options }: ChatFunctionOptions & { readonly securityGroupId?: string } = {}) => (stack: Stack) => {
  const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['us-west-2a', 'us-west-2b'], restrictDefaultSecurityGroup: false });
  return { vpc, ...options, ...(securityGroupId && { securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', securityGroupId)] }) };
};
const withLogKey = (stack: Stack) => ({ logEncryptionKey: new kms.Key(stack, 'Key') });
const withHandleKey = (stack: Stack) => ({ ...anonymousOf(), resumeHandleKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/one`) });

/** What most changes begin with. */
const NOTHING = {};
const JWT = jwtOf();
const ANONYMOUS = anonymousOf();
const COGNITO = cognitoOf();
const OWN = ownOf();
const IN_VPC = inVpc();

/** Another value for a prop of a chat. */
const chat = (after: Part<PersistentChatProps>, expected: Partial<Change> = {}, before: Part<PersistentChatProps> = NOTHING): Change => (
  { before: { chat: before }, after: { chat: after }, ...expected }
);
/** Another value for an option of a kind of access. */
const jwt = (options: Partial<JwtAccessOptions>, expected: Partial<Change> = {}) => chat(jwtOf(options), expected, JWT);
const anonymous = (options: AnonymousAccessOptions, expected: Partial<Change> = {}) => chat(anonymousOf(options), expected, ANONYMOUS);
const cognitoUsers = (options: (pool: cognito.UserPool) => CognitoAccessOptions, expected: Partial<Change> = {}) => (
  chat(cognitoOf(options), expected, COGNITO)
);
const own = (options: AuthorizerAccessOptions, expected: Partial<Change> = {}) => chat(ownOf(options), expected, OWN);
/** Another value for a prop of a store. */
const store = (after: Part<ChatSessionStoreProps>, expected: Partial<Change> = {}, before: Part<ChatSessionStoreProps> = NOTHING): Change => (
  { before: { chat: NOTHING, store: before }, after: { chat: {}, store: after }, ...expected }
);

/** All props and options. Each needs an entry below, which says what a change of it replaces. */
type Named =
  | keyof PersistentChatProps
  | `access.${keyof (AnonymousAccessOptions & AuthorizerAccessOptions & CognitoAccessOptions & JwtAccessOptions)}`
  | `sessionStore.${keyof ChatSessionStoreProps}`
  | `sessionStore.table.${keyof ManagedSessionTableOptions}`;

/** Lets API Gateway call the function. */
const PERMISSION = ['Chat/Api/Default/POST/ApiPermission.StackChatApi.POST..'];
const VERSION = 'Chat/Function/CurrentVersion';
const LATE_REHYDRATION = [
  'Chat/AttachPastChat', 'Chat/AttachPastChatRole', 'Chat/PastChatDeadLetters', 'Chat/PastChatDeadLetters/Policy', 'Chat/PastChatMapping',
  'Chat/PastChats', 'Chat/PastChats/Policy',
];

const CHANGES: Record<Named, Change> & Record<string, Change> = {
  'nothing': chat({}),
  'instanceId': chat({ instanceId: OTHER_INSTANCE_ARN }),
  'contactFlowId': chat({ contactFlowId: SECOND_CONTACT_FLOW_ID }),
  'additionalContactFlowIds': chat({ additionalContactFlowIds: [SECOND_CONTACT_FLOW_ID] }),
  'defaultRehydrationType': chat({ defaultRehydrationType: RehydrationType.FROM_SEGMENT }),
  'rehydrationFailure': chat({ rehydrationFailure: RehydrationFailure.RETURN_ERROR }),
  'allowedOrigins': chat({ allowedOrigins: ['https://a.example'] }, { deploys: true }),
  'allowedAttributePrefixes': chat({ allowedAttributePrefixes: ['connect_'] }),
  'unknownAttributes': chat({ unknownAttributes: UnknownAttributes.DROP }),
  'segmentAttributes': chat({ segmentAttributes: { shop: 'north' } }),
  'responseMode': chat({ responseMode: ResponseMode.COMPLETE }),
  'access.acceptedToken': jwt({ acceptedToken: AcceptedToken.ID }),
  'access.requiredScopes': jwt({ requiredScopes: ['chat'] }),
  'access.requiredClaims': jwt({ requiredClaims: ['email'] }),
  'access.customerIdClaim': jwt({ customerIdClaim: 'oid' }),
  'access.displayNameClaim': jwt({ displayNameClaim: 'name' }),
  'access.customerIdPrefix': jwt({ customerIdPrefix: 'shop:' }),
  'allowedHeaders': chat({ allowedHeaders: ['X-Shop'] }, { deploys: true }),
  'allowCredentials': chat({ allowedOrigins: ['https://a.example'], allowCredentials: true }, { deploys: true }, { allowedOrigins: ['https://a.example'] }),
  'allowedOrigins, more': chat({ allowedOrigins: ['https://a.example', 'https://b.example'] }, { deploys: true }, { allowedOrigins: ['https://a.example'] }),
  'allowedAttributes': chat({ allowedAttributes: ['orderId'] }),
  'maxChatDuration': chat({ maxChatDuration: Duration.hours(2) }),
  'disconnectAgentOnCustomerExit': chat({ disconnectAgentOnCustomerExit: true }),
  'attachments': chat({ attachments: true }),
  'throttle': chat({ throttle: { rateLimit: 1, burstLimit: 1 } }),
  'resumeThrottle': { before: { chat: NOTHING, store: NOTHING }, after: { chat: { resumeThrottle: { rateLimit: 1, burstLimit: 1 } }, store: {} } },
  'customerThrottle': {
    before: { chat: NOTHING, store: NOTHING }, after: { chat: { customerThrottle: { rateLimit: 1, burstLimit: 1 } }, store: {} },
  },
  'provisionedConcurrentExecutions': chat({ provisionedConcurrentExecutions: 1 }, { deploys: true, replaces: PERMISSION }),
  'provisionedConcurrentExecutions, taken away': chat(
    {}, { deploys: true, replaces: PERMISSION, removes: ['Chat/Alias', VERSION] }, { provisionedConcurrentExecutions: 1 },
  ),
  'provisionedConcurrentExecutions, another number': chat({ provisionedConcurrentExecutions: 2 }, {}, { provisionedConcurrentExecutions: 1 }),
  'provisionedConcurrentExecutions, another setting of the function': chat(
    { provisionedConcurrentExecutions: 1, attachments: true }, { removes: [VERSION] }, { provisionedConcurrentExecutions: 1 },
  ),
  'vpc': chat(inVpc()),
  'vpcSubnets': chat(inVpc({ vpcSubnets: { availabilityZones: ['us-west-2a'] } }), {}, IN_VPC),
  'securityGroups': chat(inVpc({ securityGroupId: 'sg-1' }), {
    removes: ['Chat/Function/SecurityGroup'],
  }, IN_VPC),
  'logEncryptionKey': chat(withLogKey),
  'tracing': chat({ tracing: true }),
  'resumeHandleKey': chat(withHandleKey, { removes: ['Chat/ResumeHandleKey'] }, ANONYMOUS),
  'lateRehydration': chat({ lateRehydration: false, ...anonymousOf() }, {
    removes: LATE_REHYDRATION,
    leaves: ['Chat/AttachPastChatLogs'],
  }, ANONYMOUS),
  'disableExecuteApiEndpoint': chat({ disableExecuteApiEndpoint: true }, { deploys: true }),
  'stageName': chat({ stageName: 'live' }, { replaces: PERMISSION, removes: ['Chat/Api/DeploymentStage.Prod'] }),
  'accessLog': chat({ accessLog: false }, { leaves: ['Chat/AccessLogs'] }),
  'logRetention': chat({ logRetention: logs.RetentionDays.ONE_YEAR }),
  'sessionStore': { before: { chat: NOTHING }, after: { chat: {}, store: {} }, deploys: true },
  'sessionStore, taken away': {
    before: { chat: NOTHING, store: NOTHING },
    after: { chat: {} },
    deploys: true,
    removes: [
      'Chat/Api/Default/resume', 'Chat/Api/Default/resume/OPTIONS', 'Chat/Api/Default/resume/POST',
      'Chat/Api/Default/resume/POST/ApiPermission.StackChatApi.POST..resume', ...LATE_REHYDRATION,
      'Sessions/ContactEvents', 'Sessions/ContactEvents/AllowEventRuleStackSessionsRecorder', 'Sessions/DeadLetters', 'Sessions/DeadLetters/Policy',
      'Sessions/ForgetCustomer', 'Sessions/ForgetCustomerRole', 'Sessions/Recorder', 'Sessions/Recorder/EventInvokeConfig',
      'Sessions/RecorderRole', 'Sessions/RecorderRole/DefaultPolicy',
    ],
    leaves: ['Chat/AttachPastChatLogs', 'Sessions/ForgetCustomerLogs', 'Sessions/RecorderLogs', 'Sessions/Table'],
  },
  'access, from IAM to Amazon Cognito': chat(cognitoOf(), { deploys: true }, (stack) => { pool(stack); return {}; }),
  'access': chat(jwtOf(), { deploys: true }),
  'access, from IAM to anonymous': chat(anonymousOf(), { deploys: true }),
  'access, from IAM to the user\'s own authorizer': chat(ownOf(), { deploys: true }),
  'access, from a token issuer to IAM': chat({}, {
    deploys: true,
    removes: [
      ...LATE_REHYDRATION.slice(0, 2), 'Chat/Authorizer', 'Chat/AuthorizerFunction', 'Chat/AuthorizerFunction/StackChatAuthorizer:Permissions',
      'Chat/AuthorizerRole', ...LATE_REHYDRATION.slice(2), 'Chat/ResumeHandleKey',
    ],
    leaves: ['Chat/AttachPastChatLogs', 'Chat/AuthorizerLogs'],
  }, JWT),
  'access.userPools': chat((stack) => ({ access: ChatAccess.cognito([twoPools(stack)[1]]) }), { deploys: true }, (stack) => ({ access: ChatAccess.cognito(twoPools(stack)) })),
  'access.userPoolClients': cognitoUsers((users) => ({ userPoolClients: [users.addClient('Other')] }), { deploys: true, removes: ['Chat/UserPoolAuthorizer'] }),
  'access.issuer': jwt({ issuer: 'https://other.example.com' }),
  'access.audience': jwt({ audience: ['other'] }),
  'access.jwksUri': jwt({ jwksUri: 'https://other.example.com/keys' }),
  'access.identifyCustomer': jwt({ identifyCustomer: false }),
  'access.attributeClaims': jwt({ attributeClaims: { email: 'Email' } }),
  'access.visitorLimit': jwt({ visitorLimit: VisitorLimit.perSourceIp() }),
  'access.visitorLimit, another number': anonymous({ visitorLimit: VisitorLimit.perSourceIp(50) }),
  'access.visitorLimit, own web ACL': anonymous({ visitorLimit: VisitorLimit.webAcl('arn:aws:wafv2:us-west-2:111122223333:regional/webacl/own/1') }, { replaces: ['Chat/Api/WebAcl'], removes: ['Chat/WebAcl'] }),
  'access.visitorLimit, none': anonymous({ visitorLimit: VisitorLimit.none() }, { removes: ['Chat/Api/WebAcl', 'Chat/WebAcl'] }),
  'access.visitorChatLimit': anonymous({ visitorChatLimit: VisitorChatLimit.perAddress(10) }),
  'access.visitorChatLimit, none': anonymous({ visitorChatLimit: VisitorChatLimit.none() }, { removes: ['Chat/VisitorStarts'] }),
  'access.acceptSourceContactId': anonymous({ acceptSourceContactId: true }),
  'access.resumeHandleLifetime': anonymous({ resumeHandleLifetime: Duration.days(1) }),
  'access.resumeHandleGeneration': anonymous({ resumeHandleGeneration: 2 }),
  'access.authorizer': chat(ownOf({}, { identitySources: [apigateway.IdentitySource.header('X-Other')] }), { deploys: true }, OWN),
  'access.subjectKey': own({ subjectKey: 'sub' }),
  'access.issuerKey': own({ issuerKey: 'iss' }),
  'sessionStore.instanceId': { before: { chat: NOTHING, store: NOTHING }, after: { chat: { instanceId: OTHER_INSTANCE_ARN }, store: { instanceId: OTHER_INSTANCE_ARN } } },
  'sessionStore.historyRetention': store({ historyRetention: Duration.days(30) }),
  'sessionStore.logRetention': store({ logRetention: logs.RetentionDays.ONE_YEAR }),
  'sessionStore.vpc': store(inVpc()),
  'sessionStore.vpcSubnets': store(inVpc({ vpcSubnets: { availabilityZones: ['us-west-2a'] } }), {}, IN_VPC),
  'sessionStore.securityGroups': store(inVpc({ securityGroupId: 'sg-1' }), {
    removes: ['Sessions/ForgetCustomer/SecurityGroup', 'Sessions/Recorder/SecurityGroup'],
  }, IN_VPC),
  'sessionStore.logEncryptionKey': store(withLogKey),
  'sessionStore.tracing': store({ tracing: true }),
  'sessionStore.table': store(
    (stack) => ({ table: ChatSessionTable.existing(dynamodb.Table.fromTableName(stack, 'Existing', 'existing')) }), { leaves: ['Sessions/Table'] },
  ),
  'sessionStore.table.encryptionKey': store((stack) => ({ table: ChatSessionTable.managed({ encryptionKey: new kms.Key(stack, 'Key') }) })),
  'sessionStore.table.deletionProtection': store({ table: ChatSessionTable.managed({ deletionProtection: true }) }),
  'sessionStore.table.removalPolicy': store({ table: ChatSessionTable.managed({ removalPolicy: RemovalPolicy.DESTROY }) }),
};

describe.each(Object.entries(FLAG_SETS))('with %s', (_, context) => {
  test.each(Object.entries<Change>(CHANGES))('a change of %s replaces and removes nothing but what is named', (__, change) => {
    const { replaces = [], removes = [], leaves = [], deploys = false } = change;
    expect(consequences(change, context)).toEqual({ replaces, removes, leaves, deploys });
  });
});
