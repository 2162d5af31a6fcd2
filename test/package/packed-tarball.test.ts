import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ModuleResolutionKind, resolveModuleName, sys } from 'typescript';
import { compileExamples, filesIn, installInEmptyApp, packLibrary, synthesizeExample } from './consumer-app';

jest.setTimeout(180_000);

const EXAMPLES = readdirSync(join(__dirname, '../../examples'));
const JEST = join(__dirname, '../../node_modules/jest/bin/jest.js');
const TEST_IN_ES_MODULE = `
  import { App, Stack } from 'aws-cdk-lib';
  import { Template } from 'aws-cdk-lib/assertions';
  import { ChatAccess, PersistentChat } from 'cdk-connect-persistent-chat';

  test('an app has a chat', () => {
    const stack = new Stack(new App(), 'Stack');
    const [instanceId, contactFlowId] = [1, 2].map((digit) => '11111111-1111-1111-1111-11111111111' + digit);
    new PersistentChat(stack, 'Chat', { instanceId, contactFlowId, access: ChatAccess.iam() });
    Template.fromStack(stack).resourceCountIs('AWS::ApiGateway::RestApi', 1);
  });
`;
let tarball: string;
beforeAll(() => {
  tarball = packLibrary();
});

test('the tarball holds the compiled library, its bundles and its documents, and no source', () => {
  const files = filesIn(tarball);
  expect([...new Set(files.map((file) => file.split('/')[0]))].sort()).toEqual(['.jsii', 'LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.txt', 'assets', 'index.d.ts', 'index.js', 'lib', 'package.json']);
  expect(files.filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
  expect(files).toContain('assets/lambda/start-chat.lambda/index.js');
});

describe.each([['the oldest supported', 'aws-cdk-lib'], ['the newest', 'aws-cdk-lib-newest']])('in an empty app with %s aws-cdk-lib, offline and without esbuild', (_, awsCdkLib) => {
  let app: string;
  beforeAll(() => {
    app = installInEmptyApp(tarball, awsCdkLib);
    compileExamples(app, EXAMPLES);
  });

  test('the library brings no dependency', () => {
    expect(readdirSync(join(app, 'node_modules')).filter((name) => !name.startsWith('.')).sort())
      .toEqual(['@types', 'aws-cdk-lib', 'cdk-connect-persistent-chat', 'constructs', 'typescript']);
  });

  test.each([
    ['node10', ModuleResolutionKind.Node10, ModuleKind.CommonJS],
    ['node16', ModuleResolutionKind.Node16, ModuleKind.Node16],
    ['bundler', ModuleResolutionKind.Bundler, ModuleKind.ESNext],
  ])('TypeScript finds the types with moduleResolution %s', (_name, moduleResolution, module) => {
    const { resolvedModule } = resolveModuleName('cdk-connect-persistent-chat', join(app, 'app.ts'), { moduleResolution, module }, sys);
    expect(resolvedModule?.resolvedFileName).toBe(join(app, 'node_modules/cdk-connect-persistent-chat/lib/index.d.ts'));
  });

  test('its name, its package.json and its .jsii can be resolved, and no file of lib/', () => {
    const paths = ['', '/package.json', '/.jsii', '/lib/persistent-chat.js'].map((path) => `cdk-connect-persistent-chat${path}`);
    expect(paths.map((path) => spawnSync(process.execPath, ['-p', `require.resolve('${path}')`], { cwd: app }).status)).toEqual([0, 0, 0, 1]);
  });

  test("a Jest test in an ES module can import it by its names, in Jest's mode for ES modules", () => {
    const folder = join(app, 'jest-es-module');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', jest: { transform: {} } }));
    writeFileSync(join(folder, 'chat.test.js'), TEST_IN_ES_MODULE);
    const { status, stderr } = spawnSync(process.execPath, ['--experimental-vm-modules', JEST, '--ci', '--rootDir', folder], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toContain('1 passed, 1 total');
    expect(status).toBe(0);
  });

  test.each(EXAMPLES)('the example %s synthesizes with its bundles and without a complaint', (example) => {
    const { output, annotations, assembly, template } = synthesizeExample(app, example);
    const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    const keys = functions.map(({ Properties }) => (Properties.Code as { S3Key: string }).S3Key.replace('.zip', ''));
    expect({ output, annotations }).toEqual({ output: '', annotations: [] });
    const bundles = keys.map((key) => readdirSync(assembly).find((folder) => folder.startsWith(`asset.${key}`))!);
    expect(keys.length).toBeGreaterThan(0);
    expect(bundles.map((folder) => readdirSync(join(assembly, folder)))).toEqual(keys.map(() => ['index.js']));
  });
});
