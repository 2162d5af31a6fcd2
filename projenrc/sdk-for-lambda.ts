import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OnLoadResult, Plugin } from 'esbuild';

/** The errors of AWS services that the handlers tell apart by their class. All others come as their service's base class, with their own name. */
const ERROR_CLASSES = ['ConditionalCheckFailedException'];

const SCHEMA_DECLARATION = /^((?:export )?var [\w$]+ = )(\[[^]*?\]);$/gm;
const ERROR_REGISTRATION = /^n\d+_registry\.registerError\([\w$]+, (\w+)\);$/gm;

type Trim = (source: string) => string;

/**
 * What of the SDK's modules a handler in Lambda never reaches, by the end of their paths. These are not the SDK's
 * interface: where nothing is found to trim any more, the build fails.
 */
const TRIMS: ReadonlyArray<readonly [string, Trim]> = [
  // Every shape of a service is an array at the top level of this module. esbuild keeps arrays whose items it cannot
  // see through, and drops the result of a pure call that nothing uses.
  ['/dist-es/schemas/schemas_0.js', (source) => source
    .replace(SCHEMA_DECLARATION, '$1/* @__PURE__ */ (() => $2)();')
    .replace(ERROR_REGISTRATION, (registration, name: string) => (ERROR_CLASSES.includes(name) ? registration : ''))],
  // The version is all that the SDK reads of it.
  ['/client-[a-z]+/package.json', (source) => JSON.stringify({ version: (JSON.parse(source) as { version: string }).version })],
  // Lambda has settings in the environment only, no stream of events in these services' answers, and no EC2 instance to ask for its Region.
  ['/config/node-config-provider/fromSharedConfigFiles.js', () => `
    import { CredentialsProviderError } from '../property-provider/CredentialsProviderError';
    export const fromSharedConfigFiles = () => async () => { throw new CredentialsProviderError('There are no shared configuration files.'); };
  `],
  ['/core/dist-es/submodules/event-streams/index.js', () => 'export {};'],
  ['/config/config-resolver/regionConfig/getInstanceMetadataRegion.js', () => 'export const getInstanceMetadataRegion = async () => undefined;'],
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
