import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OF_CDK_INIT = join(dirname(require.resolve('aws-cdk/package.json')), 'lib/init-templates/.recommended-feature-flags.json');

/** Those that `cdk init` gives a new app. */
export const USUAL_FLAGS = "cdk init's flags";
export const OTHER_FLAGS = ['no flags', 'all flags'] as const;
export type FlagSet = typeof USUAL_FLAGS | (typeof OTHER_FLAGS)[number];

interface FeatureFlags {
  readonly FLAGS: Record<string, { readonly recommendedValue: unknown }>;
  /** They were settled with version 2, which refuses them. */
  readonly CURRENT_VERSION_EXPIRED_FLAGS: readonly string[];
}

/** The context of an app on this aws-cdk-lib. */
export function contextWith(flags: FlagSet, awsCdkLib: string): Record<string, unknown> {
  switch (flags) {
    case USUAL_FLAGS: return JSON.parse(readFileSync(OF_CDK_INIT, 'utf8')) as Record<string, unknown>;
    case 'no flags': return {};
    case 'all flags': return allFlagsOf(awsCdkLib);
  }
}

function allFlagsOf(awsCdkLib: string): Record<string, unknown> {
  const { FLAGS, CURRENT_VERSION_EXPIRED_FLAGS } = createRequire(join(awsCdkLib, 'package.json'))('./cx-api') as FeatureFlags;
  const flags = Object.entries(FLAGS).filter(([name]) => !CURRENT_VERSION_EXPIRED_FLAGS.includes(name));
  return Object.fromEntries(flags.map(([name, { recommendedValue }]) => [name, recommendedValue]));
}
