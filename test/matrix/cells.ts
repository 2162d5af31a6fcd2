import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type FlagSet, OTHER_FLAGS, USUAL_FLAGS } from './feature-flags';
import { runtimeFiles } from '../../local/aws/function-host/runtime-files';

/** Finds what is installed for the matrix, and what is installed for the whole project. */
const installed = createRequire(join(__dirname, 'installed/package.json'));

export const MODULE_SYSTEMS = ['CommonJS', 'ES module'] as const;
export type ModuleSystem = (typeof MODULE_SYSTEMS)[number];

export interface AwsCdkLib {
  readonly version: string;
  readonly folder: string;
}

export interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

/** One way of using the library. */
export interface Cell {
  readonly awsCdkLib: AwsCdkLib;
  readonly node: NodeBinary;
  readonly moduleSystem: ModuleSystem;
  readonly flags: FlagSet;
}

/** The oldest supported, the first that files its annotations otherwise, and the newest. */
export const AWS_CDK_LIBS: readonly AwsCdkLib[] = ['aws-cdk-lib', 'aws-cdk-lib-2.269', 'aws-cdk-lib-newest'].map((name) => ({
  version: versionOf(name), folder: folderOf(name),
}));

const NODE_24: NodeBinary = { version: versionOf('node'), path: runtimeFiles.findNode() };
const NODES: readonly NodeBinary[] = [
  ...['node-20', 'node-22'].map((name) => ({ version: versionOf(name), path: join(folderOf(name), 'bin', 'node') })),
  NODE_24,
];

/** Each library on each Node in each module system as `cdk init` starts an app, and with other flags on one Node. */
export const CELLS: readonly Cell[] = AWS_CDK_LIBS.flatMap((awsCdkLib) => [
  ...NODES.flatMap((node) => MODULE_SYSTEMS.map((moduleSystem): Cell => ({ awsCdkLib, node, moduleSystem, flags: USUAL_FLAGS }))),
  ...OTHER_FLAGS.map((flags): Cell => ({ awsCdkLib, node: NODE_24, moduleSystem: 'CommonJS', flags })),
]);

/**
 * Whether aws-cdk-lib validates the cell's templates. That takes most of the time, the templates are the same on each Node, and
 * the newest library has the rules of the older ones.
 */
export function isValidated({ awsCdkLib, node, moduleSystem }: Cell): boolean {
  return awsCdkLib === AWS_CDK_LIBS.at(-1) && node === NODE_24 && moduleSystem === 'CommonJS';
}

function folderOf(name: string): string {
  return dirname(installed.resolve(`${name}/package.json`));
}

function versionOf(name: string): string {
  return (installed(`${name}/package.json`) as { version: string }).version;
}
