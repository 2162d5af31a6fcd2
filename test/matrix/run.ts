/**
 * Synthesizes an app with the packed library by the CDK CLI: on each supported aws-cdk-lib and Node, in each module system.
 * Prints a line for each. Arguments are parts of the lines to take: run.ts 2.269 CommonJS
 */
import assert from 'node:assert/strict';
import { AWS_CDK_LIBS, type Cell, CELLS } from './cells';
import { EmptyApp } from './empty-app';
import { USUAL_FLAGS } from './feature-flags';
import { isBuiltFromSources } from '../../projenrc/build-record';
import { builtCodeOf } from '../built-code';
import { packLibrary } from '../package/consumer-app';
import { inTurn } from '../programs/in-turn';
import { Report } from '../programs/report';

const WORDS = process.argv.slice(2);
const CELLS_AT_ONCE = 2;

const libraryOf = ({ awsCdkLib, flags }: Cell) => [`aws-cdk-lib ${awsCdkLib.version}`, flags].filter((part) => part !== USUAL_FLAGS).join(', ');
const programOf = ({ node, moduleSystem }: Cell) => `Node ${node.version}  ${moduleSystem}`;

async function main(): Promise<boolean> {
  const stale = builtCodeOf(__filename).find(({ built }) => !isBuiltFromSources(built));
  if (stale) throw new Error(`${stale.built} was not built from the sources as they are: run ${stale.command}`);
  const report = new Report((line) => console.log(line));
  const tarball = packLibrary();
  const apps = new Map(AWS_CDK_LIBS.map((awsCdkLib) => [awsCdkLib, EmptyApp.create(tarball, awsCdkLib)]));
  const templates = new Map<string, string>();
  const chosen = CELLS.filter((cell) => WORDS.every((word) => `${libraryOf(cell)} ${programOf(cell)}`.includes(word)));
  await inTurn(CELLS_AT_ONCE, chosen.map((cell) => async () => {
    await report.step(libraryOf(cell), programOf(cell), async () => {
      const hash = await apps.get(cell.awsCdkLib)!.synthesize(cell);
      const first = templates.get(libraryOf(cell)) ?? hash;
      templates.set(libraryOf(cell), first);
      assert.equal(hash, first, 'the template is the same on each Node and in each module system');
    });
  }));
  report.close('matrix.xml');
  return report.succeeded;
}

void main().then((succeeded) => process.exit(succeeded ? 0 : 1));
