import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, type ExampleName, LOCAL_EXAMPLE } from './examples';
import { SHOP_CONTEXT } from './shop';
import { leaveOutWhatIsUnknown } from './stand-in-limits';
import { synthesizedStack } from './synthesized-stack';
import { type Variant, VARIANTS } from './variants';
import { run } from '../../programs/processes';

const AS_WRITTEN: Variant = 'as-written';
const ACCESS_KINDS_FOLDER = 'access-kinds';

/** What is synthesized for this test. */
export class Assemblies {
  constructor(private readonly folder: string) {}

  of(example: ExampleName, variant: Variant): string {
    return join(this.folder, example, variant);
  }

  /** @returns what of the example the local AWS does not know, so that it is left out, in words */
  async synthesizeExample(example: ExampleName): Promise<string | undefined> {
    await this.runScript('synthesize-variants.ts', join(this.folder, example), example, ...VARIANTS);
    const deployed = VARIANTS.filter((variant) => variant !== AS_WRITTEN);
    const leftOut = new Set(deployed.flatMap((variant) => leaveOutWhatIsUnknown(synthesizedStack(this.of(example, variant)).templateFile)));
    return leftOut.size > 0 ? `seen in the template only: ${[...leftOut].join(', ')}` : undefined;
  }

  async synthesizeLocalExample(): Promise<void> {
    await this.runScript('synthesize-variants.ts', join(this.folder, LOCAL_EXAMPLE), LOCAL_EXAMPLE, AS_WRITTEN);
  }

  async synthesizeAccessKinds(): Promise<void> {
    await this.runScript('synthesize-access-kinds.ts', join(this.folder, ACCESS_KINDS_FOLDER));
  }

  /** All templates that users could have, by what they are of. */
  get templates(): ReadonlyMap<string, string> {
    const templateOf = (...path: string[]) => synthesizedStack(join(this.folder, ...path)).templateFile;
    const ofExamples = [...EXAMPLES, LOCAL_EXAMPLE].map((example): [string, string] => [`examples/${example}`, templateOf(example, AS_WRITTEN)]);
    const kinds = readdirSync(join(this.folder, ACCESS_KINDS_FOLDER));
    const ofKinds = kinds.map((kind): [string, string] => [kind, templateOf(ACCESS_KINDS_FOLDER, kind)]);
    return new Map([...ofExamples, ...ofKinds]);
  }

  private async runScript(script: string, ...args: string[]): Promise<void> {
    const tsx = [require.resolve('tsx/cli'), '--tsconfig', join(__dirname, 'tsconfig.json')];
    const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(SHOP_CONTEXT) };
    await run(process.execPath, [...tsx, join(__dirname, script), ...args], { env });
  }
}
