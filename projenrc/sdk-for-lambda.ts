import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';

/** The errors of AWS services that the handlers tell apart by their class. All others come as their service's base class, with their own name. */
const ERROR_CLASSES = ['ConditionalCheckFailedException'];

const SCHEMA_DECLARATION = /^((?:export )?var [\w$]+ = )(\[[^]*?\]);$/gm;
const ERROR_REGISTRATION = /^n\d+_registry\.registerError\([\w$]+, (\w+)\);$/gm;

type Trim = (source: string) => string;

/** Every shape of a service is an array at the top level: esbuild keeps it, but drops the result of a pure call that nothing uses. */
const droppableSchemas: Trim = (source) => source
  .replace(SCHEMA_DECLARATION, '$1/* @__PURE__ */ (() => $2)();')
  .replace(ERROR_REGISTRATION, (registration, name: string) => (ERROR_CLASSES.includes(name) ? registration : ''));

const versionOnly: Trim = (source) => JSON.stringify({ version: (JSON.parse(source) as { version: string }).version });

const unreached: Trim = (source) => [...source.matchAll(/^export (?:const|function) (\w+)/gm)]
  .map(([, name]) => `export const ${name} = () => { throw new Error('${name} is left out of this bundle.'); };`).join('\n');

/**
 * What of the SDK's modules the handlers never reach in Lambda, by the end of the modules' paths. These are not the SDK's
 * interface: where nothing is found to trim any more, the build fails.
 */
const TRIMS: ReadonlyArray<readonly [string, Trim]> = [
  ['/dist-es/schemas/schemas_0.js', droppableSchemas],
  ['/client-[a-z]+/package.json', versionOnly],
  // Lambda has settings in the environment only.
  ['/config/node-config-provider/fromSharedConfigFiles.js', () => `
    import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
    export const fromSharedConfigFiles = () => async () => { throw new CredentialsProviderError('There are no shared configuration files.'); };
  `],
  ['/config/config-resolver/regionConfig/getInstanceMetadataRegion.js', () => 'export const getInstanceMetadataRegion = async () => undefined;'],
  // No request or answer of the operations in use has a stream, an event or a date, and none goes to S3.
  ['/core/dist-es/submodules/event-streams/index.js', () => 'export {};'],
  ['/serde/util-stream/sdk-stream-mixin.js', unreached],
  ['/serde/date-utils.js', unreached],
  ['/serde/schema-serde-lib/schema-date-utils.js', unreached],
  ['/service-customizations/s3.js', unreached],
  // Endpoints are discovered where AWS_ENABLE_ENDPOINT_DISCOVERY says so, and retries adapt where AWS_RETRY_MODE does.
  ['/endpoint-cache/dist-es/EndpointCache.js', () => 'export class EndpointCache {}'],
  ['/retry/util-retry/AdaptiveRetryStrategy.js', () => "export { StandardRetryStrategy as AdaptiveRetryStrategy } from './StandardRetryStrategy';"],
  // Node has SHA-256 of its own.
  ['/checksum/sha256/Sha256Js.js', () => 'export const Sha256Js = undefined;'],
];

/** Leaves out of a bundle what esbuild alone cannot tell to be unused. */
export const sdkForLambda: Plugin = {
  name: 'sdk-for-lambda',
  setup(build) {
    const untrimmed = new Set(TRIMS.map(([ending]) => ending));
    for (const [ending, trim] of TRIMS) {
      build.onLoad({ filter: new RegExp(`${ending}$`) }, async ({ path }): Promise<OnLoadResult> => {
        const source = await readFile(path, 'utf8');
        const contents = trim(source);
        if (contents !== source) untrimmed.delete(ending);
        return { contents, resolveDir: dirname(path), loader: path.endsWith('.json') ? 'json' : 'js' };
      });
    }
    // A handler that calls no service has nothing to trim.
    build.onEnd(() => (untrimmed.size === TRIMS.length ? {} : {
      errors: [...untrimmed].map((ending) => ({ text: `The SDK has changed: nothing was trimmed from …${ending}` })),
    }));
  },
};
