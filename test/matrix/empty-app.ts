import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { type AwsCdkLib, type Cell, isValidated, MODULE_SYSTEMS, type ModuleSystem } from './cells';
import { contextWith } from './feature-flags';
import { installInEmptyApp } from '../package/consumer-app';
import { runCdk, succeeded } from '../programs/cdk';

const SOURCE = readFileSync(join(__dirname, 'app/app.ts'), 'utf8');

const KINDS: Record<ModuleSystem, { readonly type: string; readonly module: ModuleKind }> = {
  'CommonJS': { type: 'commonjs', module: ModuleKind.CommonJS },
  'ES module': { type: 'module', module: ModuleKind.ES2022 },
};

/** An installation of the packed library beside one aws-cdk-lib, with the same app for each module system. */
export class EmptyApp {
  static create(tarball: string, awsCdkLib: AwsCdkLib): EmptyApp {
    const folder = installInEmptyApp(tarball, awsCdkLib.folder);
    for (const moduleSystem of MODULE_SYSTEMS) {
      const { type, module } = KINDS[moduleSystem];
      mkdirSync(join(folder, type));
      writeFileSync(join(folder, type, 'package.json'), JSON.stringify({ private: true, type }));
      writeFileSync(join(folder, type, 'app.js'), transpileModule(SOURCE, { compilerOptions: { module, target: ScriptTarget.ES2022 } }).outputText);
    }
    return new EmptyApp(folder);
  }

  private constructor(private readonly folder: string) {}

  /**
   * As `cdk synth --strict` in an app's folder: warnings make it fail, and so does the use of what aws-cdk-lib deprecates.
   *
   * @returns a hash of all templates
   */
  async synthesize(cell: Cell): Promise<string> {
    const { awsCdkLib, node, moduleSystem, flags } = cell;
    const folder = join(this.folder, KINDS[moduleSystem].type, `${node.version} ${flags}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app: 'node ../app.js', context: contextWith(flags, awsCdkLib.folder) }));
    const env = {
      PATH: [dirname(node.path), process.env.PATH].join(delimiter),
      HOME: this.folder,
      JSII_DEPRECATED: 'fail',
      ...isValidated(cell) ? {} : { CDK_VALIDATION: 'false' },
    };
    // The template would name the version of Node.
    succeeded(await runCdk(node.path, ['synth', '--strict', '--quiet', '--no-version-reporting'], { cwd: folder, env }));
    return hashOfTemplates(join(folder, 'cdk.out'));
  }
}

function hashOfTemplates(assembly: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json')).sort()) hash.update(readFileSync(join(assembly, file)));
  return hash.digest('hex');
}
