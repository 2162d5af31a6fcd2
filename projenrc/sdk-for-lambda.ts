import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BuildOptions, OnLoadResult, Plugin } from 'esbuild';

const SCHEMA_DECLARATION = /^((?:export )?var [\w$]+ = )(\[[^]*?\]);$/gm;
const ERROR_REGISTRATION = /^n\d+_registry\.registerError\([\w$]+, (\w+)\);$/gm;

type Trim = (source: string) => string;

/** Each shape of a service is an array at the top level, which esbuild keeps. It removes the result of a pure call that nothing uses. */
const droppableSchemas: Trim = (source) => source
  .replace(SCHEMA_DECLARATION, '$1/* @__PURE__ */ (() => $2)();')
  .replace(ERROR_REGISTRATION, '');

const unreached: Trim = (source) => [...source.matchAll(/^export (?:const|function) (\w+)/gm)]
  .map(([, name]) => `export const ${name} = () => { throw new Error('${name} is left out of this bundle.'); };`).join('\n');

/**
 * How to leave out code of the SDK that the handlers never reach, by the end of the module's path. These modules are not public:
 * the build fails when one of them has nothing to leave out any more.
 */
const TRIMS: ReadonlyArray<readonly [string, Trim]> = [
  ['/dist-es/schemas/schemas_0.js', droppableSchemas],
  // Endpoints come from the partitions, without the rules of each service.
  ['/client/util-endpoints/aws.js', () => 'export const awsEndpointFunctions = undefined;'],
  // No request or answer of the operations in use has a stream, an event or a date.
  ['/core/dist-es/submodules/event-streams/index.js', () => 'export {};'],
  ['/serde/util-stream/sdk-stream-mixin.js', unreached],
  ['/serde/date-utils.js', unreached],
  ['/serde/schema-serde-lib/schema-date-utils.js', unreached],
  // Node has its own SHA-256.
  ['/checksum/sha256/Sha256Js.js', () => 'export const Sha256Js = undefined;'],
];

/** Leaves out unused code that esbuild cannot recognize. */
const sdkForLambda: Plugin = {
  name: 'sdk-for-lambda',
  setup(build) {
    const untrimmed = new Set(TRIMS.map(([ending]) => ending));
    for (const [ending, trim] of TRIMS) {
      build.onLoad({ filter: new RegExp(`${ending}$`) }, async ({ path }): Promise<OnLoadResult> => {
        const source = await readFile(path, 'utf8');
        const contents = trim(source);
        if (contents !== source) untrimmed.delete(ending);
        return { contents, resolveDir: dirname(path), loader: 'js' };
      });
    }
    // A handler that calls no service has nothing to trim.
    build.onEnd(() => (untrimmed.size === TRIMS.length ? {} : {
      errors: [...untrimmed].map((ending) => ({ text: `The SDK has changed: nothing was trimmed from …${ending}` })),
    }));
  },
};

export const FOR_LAMBDA = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Only ES modules can be tree-shaken.
  mainFields: ['module', 'main'],
  minify: true,
  tsconfig: 'tsconfig.dev.json',
  // A client's schemas describe its operations; lambda/aws calls them without the client.
  alias: Object.fromEntries(['connect', 'dynamodb', 'kms', 'sqs'].map((service) => (
    [`@aws-sdk/client-${service}`, `@aws-sdk/client-${service}/dist-es/schemas/schemas_0.js`]))),
  plugins: [sdkForLambda],
} satisfies BuildOptions;
