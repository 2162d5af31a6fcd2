import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { SynthesizedApp, synthesize } from '../local/demo/synthesize';
import { startLocalApp } from '../local/local-app';
import { readAssembly } from '../local/template/assembly';
import type { TemplateResource } from '../local/template/template';

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: { readonly Action: string | string[]; readonly Resource: string | string[] }[] };
}

/** What the key's condition asks for, so that it is the resource that decides. */
const CONTEXT = { 'kms:MacAlgorithm': 'HMAC_SHA_256' };
const ACCOUNT = '111122223333';
const INSTANCE = `arn:aws:connect:us-east-1:${ACCOUNT}:instance/11111111-1111-1111-1111-111111111111`;
const OTHER_ID = '99999999-9999-9999-9999-999999999999';

/** One thing for each service that somebody who took a function over would want. */
const OUT_OF_REACH: [action: string, resource: string][] = [
  ['connect:StartChatContact', `${INSTANCE}/contact-flow/${OTHER_ID}`],
  ['connect:StartChatContact', `arn:aws:connect:us-east-1:${ACCOUNT}:instance/${OTHER_ID}/contact-flow/22222222-2222-2222-2222-222222222222`],
  ['connect:StopContact', `${INSTANCE}/contact/44444444-4444-4444-4444-444444444444`],
  ['connect:DescribeContact', `${INSTANCE}/contact/44444444-4444-4444-4444-444444444444`],
  ['s3:GetObject', 'arn:aws:s3:::transcripts/chat.json'],
  ['kms:Decrypt', `arn:aws:kms:us-east-1:${ACCOUNT}:key/${OTHER_ID}`],
  ['kms:GenerateMac', `arn:aws:kms:us-east-1:${ACCOUNT}:key/${OTHER_ID}`],
  ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:other-AbCdEf`],
  ['dynamodb:Query', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/other`],
  ['dynamodb:GetItem', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/other`],
  ['dynamodb:DeleteItem', `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/other`],
  ['lambda:InvokeFunction', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:other`],
  ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/admin`],
  ['logs:PutLogEvents', `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:other:log-stream:other`],
];

const apps: Record<string, SynthesizedApp> = {};
const folders = readdirSync(join(__dirname, '../examples'));

beforeAll(async () => {
  for (const folder of folders) apps[folder] = await synthesize(`examples/${folder}/app.ts`);
}, 120_000);
afterAll(() => Promise.all(Object.values(apps).map((app) => app.close())));

function rolesOf(folder: string): TemplateResource[] {
  return readAssembly(apps[folder].assembly).flatMap(({ template }) => template.resourcesOfType('AWS::IAM::Role'));
}

async function decision(policies: Policy[], action: string, resource: string): Promise<string> {
  const simulated = await runSimulation({
    request: { principal: `arn:aws:iam::${ACCOUNT}:role/function`, action, resource: { resource, accountId: ACCOUNT }, contextVariables: CONTEXT },
    identityPolicies: policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, policy: PolicyDocument })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, {});
  return simulated.resultType === 'error' ? JSON.stringify(simulated.errors) : simulated.overallResult;
}

describe.each(folders)('examples/%s', (folder) => {
  test('runs on this machine', async () => {
    const app = await startLocalApp({ assembly: apps[folder].assembly, connectEndpoint: 'http://127.0.0.1:9' });
    const unsigned = await fetch(app.url, { method: 'POST', headers: { Origin: 'https://evil.example' }, body: '{}' });
    await app.close();
    expect([401, 403]).toContain(unsigned.status);
  });

  test('has roles that functions alone can take on', () => {
    const principals = rolesOf(folder).map((role) => (
      role.requiredProperty<{ Statement: { Principal: unknown }[] }>('AssumeRolePolicyDocument').Statement.map(({ Principal }) => Principal)
    ));
    expect(principals.length).toBeGreaterThan(0);
    expect(principals.flat()).toEqual(principals.map(() => ({ Service: 'lambda.amazonaws.com' })));
  });

  test('has roles that reach nothing but what the library names', async () => {
    for (const role of rolesOf(folder)) {
      const policies = role.property<Policy[]>('Policies') ?? [];
      for (const [action, resource] of OUT_OF_REACH) {
        expect([role.logicalId, action, await decision(policies, action, resource)]).toEqual([role.logicalId, action, 'ImplicitlyDenied']);
      }
      const actions = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).flatMap(({ Action }) => Action);
      const items = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
      const known = ['connect:StartChatContact', 'kms:GenerateMac', 'logs:CreateLogStream', 'logs:PutLogEvents', ...items];
      expect(actions.filter((action) => !known.includes(action))).toEqual([]);
    }
  });
});
