import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FunctionRole, Right, Surroundings, actionsNamedIn, decision, rightsOf, rolesIn } from './role-permissions';
import { synthesizedExample } from './synthesized-example';
import { startLocalApp } from '../local/app/local-app';
import { AssemblyStack, readAssembly } from '../local/aws/template/assembly';
import type { TemplateResource } from '../local/aws/template/template';

const ACCOUNT = '111122223333';
const IN_REGION = `us-east-1:${ACCOUNT}`;
const OTHER_ID = '99999999-9999-9999-9999-999999999999';
const CONTACT_ID = '44444444-4444-4444-4444-444444444444';

const EXAMPLES = join(__dirname, '../examples');
const OWN_CODE = { 'session-authorizer': join(EXAMPLES, 'custom-authorizer/session-authorizer') };

const assemblies: Record<string, string> = {};
const folders = readdirSync(EXAMPLES);

beforeAll(async () => {
  for (const folder of folders) assemblies[folder] = await synthesizedExample(folder);
}, 120_000);

const stacksOf = (folder: string): AssemblyStack[] => readAssembly(assemblies[folder]);
const resourcesOf = (folder: string, type: string): TemplateResource[] => stacksOf(folder).flatMap(({ template }) => template.findResources(type));

const tableArn = (name: string) => `arn:aws:dynamodb:${IN_REGION}:table/${name}`;
const keyArn = (id: string) => `arn:aws:kms:${IN_REGION}:key/${id}`;
const queueArn = (name: string) => `arn:aws:sqs:${IN_REGION}:${name}`;
const logStream = (group: string) => `arn:aws:logs:${IN_REGION}:log-group:${group}:log-stream:one`;

const writesLog = (group: string): Right[] => [['logs:CreateLogStream', logStream(group)], ['logs:PutLogEvents', logStream(group)]];
const nameOf = (queueUrl: string) => queueUrl.split('/').at(-1)!;
const queueOf = ({ PAST_CHAT_QUEUE_URL: url }: FunctionRole['environment']) => queueArn(nameOf(url));
const usesItems = (actions: string[], table?: string): Right[] => table ? actions.map((action): Right => [`dynamodb:${action}`, tableArn(table)]) : [];

/** What each function needs, by the code that it runs. */
const NEEDED: Record<string, (role: FunctionRole, queues: string[]) => Right[]> = {
  'start-chat': ({ environment, logGroup }) => {
    const { CONNECT_INSTANCE_ARN: instance, CONTACT_FLOW_IDS: flows, RESUME_HANDLE_KEY_ARN: key } = environment;
    const { SESSION_TABLE_NAME: table, VISITOR_TABLE_NAME: visitors } = environment;
    return [
      ...[...flows.split(',').map((flow) => `contact-flow/${flow}`), `contact/${CONTACT_ID}`].map((what): Right => ['connect:StartChatContact', `${instance}/${what}`]),
      ...(key ? [['kms:GenerateMac', key] as Right] : []),
      ...usesItems(['GetItem', 'PutItem'], table),
      ...usesItems(['GetItem', 'UpdateItem'], visitors),
      ...(environment.PAST_CHAT_QUEUE_URL ? [['sqs:SendMessage', queueOf(environment)] as Right] : []),
      ...writesLog(logGroup!),
    ];
  },
  'attach-past-chat': ({ environment, logGroup }) => [
    ['connect:CreatePersistentContactAssociation', `${environment.CONNECT_INSTANCE_ARN}/contact/${CONTACT_ID}`],
    ...(environment.SESSION_TABLE_NAME ? [['connect:DescribeContact', `${environment.CONNECT_INSTANCE_ARN}/contact/${CONTACT_ID}`] as Right] : []),
    ...usesItems(['GetItem', 'UpdateItem'], environment.SESSION_TABLE_NAME),
    ...['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'].map((action): Right => [`sqs:${action}`, queueOf(environment)]),
    ...writesLog(logGroup!),
  ],
  'authorize-jwt': ({ logGroup }) => writesLog(logGroup!),
  'record-contact-event': ({ environment, logGroup }, queues) => [
    ...usesItems(['UpdateItem'], environment.SESSION_TABLE_NAME),
    ...queues.filter((queue) => queue.startsWith('SessionsDeadLetters')).map((queue): Right => ['sqs:SendMessage', queueArn(queue)]),
    ...writesLog(logGroup!),
  ],
  'forget-customer': ({ environment, logGroup }) => [...usesItems(['GetItem', 'DeleteItem'], environment.SESSION_TABLE_NAME), ...writesLog(logGroup!)],
  'session-authorizer': ({ logGroup }) => writesLog(logGroup!),
};

/** The resources of the app, and resources of the same kinds that do not belong to it. */
function surroundings(folder: string, { environment, logGroup, logicalId }: FunctionRole): Surroundings {
  const instance = environment.CONNECT_INSTANCE_ARN ?? `arn:aws:connect:${IN_REGION}:instance/11111111-1111-1111-1111-111111111111`;
  const flow = `${instance}/contact-flow/${environment.CONTACT_FLOW_IDS ?? '22222222-2222-2222-2222-222222222222'}`;
  const contact = `${instance}/contact/${CONTACT_ID}`;
  const named = (type: string, arnOf: (name: string) => string) => resourcesOf(folder, type).map((resource) => arnOf(resource.logicalId));
  const tables = named('AWS::DynamoDB::Table', tableArn);
  const own = [instance, flow, contact, ...tables, ...named('AWS::KMS::Key', keyArn), ...named('AWS::SQS::Queue', queueArn), logStream(logGroup ?? logicalId)];
  const elsewhere = own.flatMap((arn) => [arn.replace(ACCOUNT, '444455556666'), arn.replace('us-east-1', 'eu-west-1')]);
  const inOtherInstance = [flow, contact].map((arn) => arn.replace('instance/1', 'instance/9'));
  const siblings = [`${instance}/contact-flow/${OTHER_ID}`, tableArn('other'), keyArn(OTHER_ID), queueArn('other'), logStream('other')];
  const within = tables.flatMap((table) => [`${table}/index/one`, `${table}/stream/one`]);
  return {
    own, others: [...elsewhere, ...inOtherInstance, ...siblings, ...within], policyOf: resourcePolicyIn(folder), principal: `arn:aws:iam::${ACCOUNT}:role/${logicalId}`,
  };
}

/** The key policies and queue policies of the app. Any other key has a policy that leaves permissions to the account's IAM. */
function resourcePolicyIn(folder: string): (resource: string) => unknown {
  const keys = resourcesOf(folder, 'AWS::KMS::Key').map((key): [string, unknown] => [keyArn(key.logicalId), key.requireProperty('KeyPolicy')]);
  const queues = resourcesOf(folder, 'AWS::SQS::QueuePolicy').flatMap((policy) => (
    policy.requireProperty<string[]>('Queues').map((url): [string, unknown] => [queueArn(nameOf(url)), policy.requireProperty('PolicyDocument')])
  ));
  const known = new Map([...keys, ...queues]);
  const leftToIam = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }] };
  return (resource) => known.get(resource) ?? (resource.includes(':kms:') ? leftToIam : undefined);
}

const sorted = (rights: Right[]) => rights.map((right) => right.join(' on ')).sort();

describe.each(folders)('examples/%s', (folder) => {
  const roles = () => stacksOf(folder).flatMap((stack) => rolesIn(stack, OWN_CODE));

  test('runs on this machine', async () => {
    const app = await startLocalApp({ assembly: assemblies[folder], connectEndpoint: 'http://127.0.0.1:9' });
    const unsigned = await fetch(app.url, { method: 'POST', headers: { Origin: 'https://evil.example' }, body: '{}' });
    await app.close();
    expect([401, 403]).toContain(unsigned.status);
  });

  test('has roles that only functions can assume', () => {
    const principals = resourcesOf(folder, 'AWS::IAM::Role').map((role) => (
      role.requireProperty<{ Statement: { Principal: unknown }[] }>('AssumeRolePolicyDocument').Statement.map(({ Principal }) => Principal)
    ));
    expect(principals.length).toBeGreaterThan(0);
    expect(principals.flat()).toEqual(principals.map(() => ({ Service: 'lambda.amazonaws.com' })));
  });

  test('has roles that may do what their functions need, and nothing else', async () => {
    const queues = resourcesOf(folder, 'AWS::SQS::Queue').map(({ logicalId }) => logicalId);
    for (const role of roles()) {
      const needed = NEEDED[role.code](role, queues);
      const rights = await rightsOf(role.policies, surroundings(folder, role));
      expect([role.code, sorted(rights)]).toEqual([role.code, sorted(needed)]);
      expect(new Set(actionsNamedIn(role.policies))).toEqual(new Set(needed.map(([action]) => action)));
    }
  });

  test('has functions that only its own API, authorizers and rules may call', () => {
    const permissions = resourcesOf(folder, 'AWS::Lambda::Permission');
    const [{ logicalId: api }] = resourcesOf(folder, 'AWS::ApiGateway::RestApi');
    const rules = resourcesOf(folder, 'AWS::Events::Rule').map(({ logicalId }) => `arn:aws:events:${IN_REGION}:rule/${logicalId}`);
    const callers: Record<string, RegExp> = {
      'apigateway.amazonaws.com': new RegExp(`^arn:aws:execute-api:${IN_REGION}:${api}/(Prod/POST/(resume)?|authorizers/\\w+)$`),
      'events.amazonaws.com': new RegExp(`^(${rules.join('|')})$`),
    };
    for (const permission of permissions) {
      expect(permission.readProperty<string>('SourceArn')).toMatch(callers[permission.requireProperty<string>('Principal')]);
    }
    expect(permissions.length).toBeGreaterThan(0);
  });
});

test.each([
  ['the store\'s rule', 'rule/{rule}', {}, 'Allowed'],
  ['another rule', 'rule/other', {}, 'ImplicitlyDenied'],
  ['the store\'s rule without TLS', 'rule/{rule}', { 'aws:SecureTransport': 'false' }, 'ExplicitlyDenied'],
])('the dead-letter queue of examples/sessions, asked by %s to take a message, says %s: %j %s', async (_, source, context, expected) => {
  const queue = resourcesOf('sessions', 'AWS::SQS::Queue').find(({ logicalId }) => logicalId.startsWith('SessionsDeadLetters'))!;
  const [rule] = resourcesOf('sessions', 'AWS::Events::Rule');
  const sourceArn = `arn:aws:events:${IN_REGION}:${source.replace('{rule}', rule.logicalId)}`;
  const resource = queueArn(queue.logicalId);
  expect(await decision(['sqs:SendMessage', resource], {
    policies: [], principal: 'events.amazonaws.com', resourcePolicy: resourcePolicyIn('sessions')(resource), context: { 'aws:SourceArn': sourceArn, ...context },
  })).toBe(expected);
});

test.each([
  ['the start-chat function', 'Allowed', 'ChatFunctionRole'],
  ['another role that may do anything with queues', 'ExplicitlyDenied', 'other'],
])('the queue of past chats in examples/website, asked by %s to take a message, says %s', async (_, expected, roleId) => {
  const role = resourcesOf('website', 'AWS::IAM::Role').find(({ logicalId }) => logicalId.startsWith(roleId))?.logicalId ?? roleId;
  const queue = resourcesOf('website', 'AWS::SQS::Queue').find(({ logicalId }) => logicalId.startsWith('ChatPastChats'))!;
  const principal = `arn:aws:iam::${ACCOUNT}:role/${role}`;
  expect(await decision(['sqs:SendMessage', queueArn(queue.logicalId)], {
    policies: [{ name: 'all', policy: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] } }],
    principal,
    resourcePolicy: resourcePolicyIn('website')(queueArn(queue.logicalId)),
    context: { 'aws:PrincipalArn': principal },
  })).toBe(expected);
});
