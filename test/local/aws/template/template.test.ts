import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { readAssembly } from '../../../../local/aws/template/assembly';
import { readFunctions } from '../../../../local/aws/template/function-definition';
import { Template } from '../../../../local/aws/template/template';
import type { TemplateBody } from '../../../../local/aws/template/template-body';

function resolve(value: unknown, body: TemplateBody = {}) {
  const resources = { ...body.Resources, Subject: { Type: 'AWS::Test::Subject', Properties: { Value: value } } };
  const template = new Template({ ...body, Resources: resources }, { stackName: 'Chat', region: 'eu-west-2', account: '111122223333' });
  return template.findResources('AWS::Test::Subject')[0].readProperty('Value');
}

const queue = { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'late' } } };
const table = { Table: { Type: 'AWS::DynamoDB::Table' } };

test.each<[string, unknown, TemplateBody, unknown]>([
  ['pseudo parameter', { Ref: 'AWS::Region' }, {}, 'eu-west-2'],
  ['parameter with a default', { Ref: 'Size' }, { Parameters: { Size: { Type: 'Number', Default: 3 } } }, 3],
  ['resource', { Ref: 'Table' }, { Resources: table }, 'Table'],
  ['named resource', { Ref: 'Table' }, { Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'sessions' } } } }, 'sessions'],
  ['alias', { Ref: 'Alias' }, {
    Resources: {
      Function: { Type: 'AWS::Lambda::Function' }, Alias: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Function' }, Name: 'live' } },
    },
  }, 'arn:aws:lambda:eu-west-2:111122223333:function:Function:live'],
  ['queue', { Ref: 'Queue' }, { Resources: queue }, 'https://sqs.eu-west-2.amazonaws.com/111122223333/late'],
  ['queue\'s URL', { 'Fn::GetAtt': ['Queue', 'QueueUrl'] }, { Resources: queue }, 'https://sqs.eu-west-2.amazonaws.com/111122223333/late'],
  ['queue\'s name', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, { Resources: queue }, 'late'],
  ['queue\'s ARN', { 'Fn::GetAtt': 'Queue.Arn' }, { Resources: queue }, 'arn:aws:sqs:eu-west-2:111122223333:late'],
  ['attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }, { Resources: table }, 'arn:aws:dynamodb:eu-west-2:111122223333:table/Table'],
  ['join of intrinsics', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Partition' }]] }, {}, 'a/aws'],
  ['select of a split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, {}, 'b'],
  ['sub', { 'Fn::Sub': ['${X}-${AWS::Region}-${Table.Arn}-${!kept}', { X: 'x' }] }, { Resources: table },
    'x-eu-west-2-arn:aws:dynamodb:eu-west-2:111122223333:table/Table-${kept}'],
  ['condition', { 'Fn::If': ['InLondon', 'yes', 'no'] }, { Conditions: { InLondon: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-2'] } } }, 'yes'],
  ['no value', { a: { Ref: 'AWS::NoValue' }, b: 1 }, {}, { b: 1 }],
])('resolves a %s', (_what, value, body, expected) => {
  expect(resolve(value, body)).toEqual(expected);
});

test.each([
  ['an import', { 'Fn::ImportValue': 'x' }, 'Cannot resolve Subject.Properties.Value.Deep: Fn::ImportValue is not supported'],
  ['an unknown reference', { Ref: 'Elsewhere' }, 'Cannot resolve Subject.Properties.Value.Deep: Elsewhere has no value on this machine'],
  ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    'Cannot resolve Subject.Properties.Value.Deep: the attribute StreamArn of Table (AWS::DynamoDB::Table) is not supported on this machine'],
])('names the resource and the property of %s', (_what, value, message) => {
  expect(() => resolve({ Deep: value, Other: 1 }, { Resources: table })).toThrow(message);
});

test('a resource whose condition does not hold is left out', () => {
  const body = { Conditions: { Never: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] } }, Resources: { Table: { ...table.Table, Condition: 'Never' } } };
  expect(new Template(body, { stackName: 'Chat', region: 'eu-west-2', account: '111122223333' }).findResources('AWS::DynamoDB::Table')).toEqual([]);
});

describe('an assembly', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'assembly-')); });
  afterEach(() => rmSync(outdir, { recursive: true }));

  function synthesize(runtime: lambda.Runtime, region?: string) {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Chat', { env: { region } });
    new lambda.Function(stack, 'Function', {
      runtime,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(join(__dirname, '../../../../local/aws/function-host')),
      timeout: Duration.seconds(12),
      memorySize: 512,
      environment: { REGION: stack.region },
    });
    app.synth();
    return readAssembly(outdir)[0];
  }

  test('gives a function with its code folder and its environment', () => {
    const [definition] = readFunctions(synthesize(lambda.Runtime.NODEJS_24_X, 'ap-southeast-2'));
    expect(definition).toMatchObject({ handler: 'index.handler', timeoutSeconds: 12, memoryMiB: 512, environment: { REGION: 'ap-southeast-2' } });
    expect(definition.codeDir.startsWith(outdir)).toBe(true);
  });

  test('of a stack without a Region runs in us-east-1', () => {
    expect(synthesize(lambda.Runtime.NODEJS_24_X).template.environment).toMatchObject({ region: 'us-east-1', account: '111122223333' });
  });

  test('leaves out functions of other runtimes than Node 24', () => {
    expect(readFunctions(synthesize(lambda.Runtime.PYTHON_3_13))).toEqual([]);
  });
});
