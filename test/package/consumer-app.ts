import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cx_api as cxapi } from 'aws-cdk-lib-newest';
import { type CompilerHost, type CompilerOptions, createCompilerHost, createProgram, formatDiagnostics, JSDocParsingMode, ModuleKind } from 'typescript';

const ROOT = resolve(__dirname, '../..');

export function newFolder(name: string): string {
  return realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
}

/** What `npm publish` would upload: the path of the tarball. Needs a compiled library. */
export function packLibrary(): string {
  const folder = newFolder('packed');
  npm(ROOT, 'pack', '--ignore-scripts', '--pack-destination', folder);
  return join(folder, readdirSync(folder)[0]);
}

export function filesIn(tarball: string): string[] {
  return execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n').map((path) => path.replace(/^package\//, ''));
}

/**
 * An empty app with the tarball installed offline, and nothing else but TypeScript, constructs and one aws-cdk-lib.
 *
 * @param awsCdkLib a package of this project, or a folder
 */
export function installInEmptyApp(tarball: string, awsCdkLib: string): string {
  const folder = newFolder('consumer');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  npm(folder, 'install', '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', tarball);
  mkdirSync(join(folder, 'node_modules/@types'));
  for (const [name, source] of [['aws-cdk-lib', awsCdkLib], ['constructs', 'constructs'], ['typescript', 'typescript'], ['@types/node', '@types/node']]) {
    symlinkSync(resolve(ROOT, 'node_modules', source), join(folder, 'node_modules', name));
  }
  return folder;
}

export interface Synthesized {
  readonly output: string;
  /** The messages that the CDK CLI shows for the assembly. With `--strict`, they make it fail. */
  readonly annotations: string[];
  readonly template: { readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }> };
  readonly assembly: string;
}

/** Compiles the examples as a user's TypeScript app would. Checks them and the library's types, but not what aws-cdk-lib declares, which takes most of the time. */
export function compileExamples(folder: string, examples: string[]): void {
  for (const example of examples) {
    cpSync(join(ROOT, 'examples', example), join(folder, example), { recursive: true });
  }
  const options: CompilerOptions = { strict: true, module: ModuleKind.Node16, types: ['node'] };
  // As tsc does. The comments of aws-cdk-lib take long to parse.
  const jsDocParsingMode = JSDocParsingMode.ParseForTypeErrors;
  const host: CompilerHost = { ...createCompilerHost(options), getCurrentDirectory: () => folder, jsDocParsingMode };
  const program = createProgram(examples.map((example) => join(folder, example, 'app.ts')), options, host);
  const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder));
  const mistakes = [
    ...program.getOptionsDiagnostics(),
    ...files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    // A program that emits all files at once checks all declarations first.
    ...files.flatMap((file) => program.emit(file).diagnostics),
  ];
  if (mistakes.length > 0) throw new Error(formatDiagnostics(mistakes, host));
}

/** Runs a compiled example without a bundler or any other program. Violations of the rules that the CDK has for CloudFormation are errors. */
export function synthesizeExample(folder: string, example: string): Synthesized {
  const assembly = join(folder, `${example}.out`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${example}/app.js`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: '/nowhere',
      HOME: folder,
      CDK_OUTDIR: assembly,
      CDK_CONTEXT_JSON: JSON.stringify({ '@aws-cdk/core:validateAgainstDefaultRules': true }),
    },
  });
  if (status !== 0) {
    throw new Error(`${example} did not synthesize: ${stdout}${stderr}`);
  }
  const template = readdirSync(assembly).find((file) => file.endsWith('.template.json'))!;
  const annotations = new cxapi.CloudAssembly(assembly).stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data)));
  return { output: stdout + stderr, annotations, assembly, template: JSON.parse(readFileSync(join(assembly, template), 'utf8')) };
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, npm_config_loglevel: 'error' } });
}
