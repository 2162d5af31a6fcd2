import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');
const fixture = readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');

/** The page's snippets by their headings, within what surrounds the README's snippets, too. */
const RECIPES = new Map(page.split(/^## /m).slice(1).map((section) => {
  const [, ...snippets] = section.split('```ts\n');
  if (snippets.length !== 1) throw new Error(`A recipe has one snippet: ${section.split('\n')[0]}`);
  return [section.split('\n')[0], `${fixture.replace('/// here', () => snippets[0].split('```')[0])}\nexport { app, stack };\n`];
}));

/** Runs a recipe. The function finds the properties of a type's resources, in the given stack or in the one that has the chat. */
function synthesize(title: string) {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(RECIPES.get(title)!, { compilerOptions });
  const exported = {} as { readonly app: App; readonly stack: Stack };
  new Function('require', 'exports', outputText)(require, exported);
  const { app, stack } = exported;
  return (type: string, stackName = stack.stackName) => (
    Object.values(Template.fromStack(app.node.findChild(stackName) as Stack).findResources(type)).map(({ Properties }) => Properties)
  );
}

/** What each recipe is for. */
const PURPOSES: Record<string, (find: ReturnType<typeof synthesize>) => void> = {
  'Functions in a VPC': (find) => {
    expect(find('AWS::Lambda::Function').map(({ VpcConfig }) => VpcConfig.SubnetIds.length)).toEqual([2, 2, 2, 2, 2]);
    expect(find('AWS::EC2::NatGateway')).toHaveLength(1);
  },
  'Your own KMS keys': (find) => {
    expect(find('AWS::KMS::Key').map(({ KeySpec }) => KeySpec).sort()).toEqual(['HMAC_256', undefined]);
    expect(find('AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual(Array(4).fill(expect.anything()));
  },
  'Traces': (find) => {
    expect(find('AWS::ApiGateway::Stage')).toEqual([expect.objectContaining({ TracingEnabled: true })]);
    expect(find('AWS::Lambda::Function')).toEqual([expect.objectContaining({ TracingConfig: { Mode: 'Active' } })]);
  },
  'A custom domain name, and no other endpoint': (find) => {
    expect(find('AWS::ApiGateway::RestApi')).toEqual([expect.objectContaining({ DisableExecuteApiEndpoint: true })]);
    expect(find('AWS::ApiGateway::DomainName')).toEqual([expect.objectContaining({ DomainName: 'chat.example.com', SecurityPolicy: 'TLS_1_2' })]);
    expect(find('AWS::ApiGateway::BasePathMapping')).toHaveLength(1);
    expect(find('AWS::Route53::RecordSet')).toHaveLength(1);
  },
  'TLS 1.3 alone': (find) => {
    expect(find('AWS::ApiGateway::RestApi')).toEqual([
      expect.objectContaining({ SecurityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09', EndpointAccessMode: 'STRICT' }),
    ]);
  },
  'Your own web ACL, behind a content delivery network': (find) => {
    const [{ DefaultAction, Rules }] = find('AWS::WAFv2::WebACL');
    expect(DefaultAction).toEqual({ Block: {} });
    expect(Rules[0].Statement.ByteMatchStatement.SearchString).toEqual({ 'Fn::Join': ['', expect.arrayContaining(['{{resolve:secretsmanager:arn:'])] });
    expect(find('AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
  },
  'Tags and aspects': (find) => {
    expect(find('AWS::IAM::Role')).toEqual([expect.objectContaining({ Path: '/applications/', Tags: [{ Key: 'team', Value: 'customer-care' }] })]);
    expect(find('AWS::ApiGateway::Stage')).toEqual([expect.objectContaining({ Tags: [{ Key: 'team', Value: 'customer-care' }] })]);
  },
  'A permissions boundary': (find) => {
    const boundary = { 'Fn::Join': ['', expect.arrayContaining([':policy/application-boundary'])] };
    expect(find('AWS::IAM::Role')).toEqual([expect.objectContaining({ PermissionsBoundary: boundary })]);
  },
  'An authorizer in another stack': (find) => {
    expect(find('AWS::Lambda::Function', 'Accounts')).toHaveLength(1);
    expect(find('AWS::ApiGateway::Authorizer')).toEqual([expect.objectContaining({ Type: 'REQUEST' })]);
    expect(find('AWS::Lambda::Permission').filter(({ FunctionName }) => JSON.stringify(FunctionName).includes('Fn::ImportValue'))).toHaveLength(1);
  },
  'A store in another stack': (find) => {
    expect(find('AWS::Lambda::Function', 'ChatData')).toHaveLength(2);
    const [{ Environment }] = find('AWS::Lambda::Function').filter(({ Environment: { Variables } }) => Variables.SESSION_TABLE_NAME);
    expect(JSON.stringify(Environment.Variables.SESSION_TABLE_NAME)).toContain('Fn::ImportValue');
  },
  'A chat beside an existing REST API, under one domain name': (find) => {
    expect(find('AWS::ApiGateway::BasePathMapping').map(({ BasePath, Stage }) => [BasePath, Stage])).toEqual([
      ['chat', { Ref: expect.stringMatching(/^ChatApiDeploymentStageProd/) }], ['orders', 'live'],
    ]);
  },
};

test('every recipe is tried', () => {
  expect([...RECIPES.keys()]).toEqual(Object.keys(PURPOSES));
});

test.each(Object.entries(PURPOSES))('%s', (title, fulfil) => {
  fulfil(synthesize(title));
});

test('the recipes have no type errors', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const files = new Map([...RECIPES.values()].map((source, index) => [join(ROOT, `docs/recipe-${index}.ts`), source]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  const found = [...files.keys()].flatMap((path) => program.getSemanticDiagnostics(program.getSourceFile(path)));
  expect(found.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)).toEqual([]);
}, 120_000);
