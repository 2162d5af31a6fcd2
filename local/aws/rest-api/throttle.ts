import type { MethodDefinition, MethodSetting } from './rest-api-definition';
import { TokenBucket } from '../../http/token-bucket';

/** The limits of a method: its own setting, else that of all its resource's methods, else the stage's. */
export function createThrottle(settings: MethodSetting[], { httpMethod, resourcePath }: MethodDefinition): TokenBucket | undefined {
  const wanted = [[resourcePath, httpMethod], [resourcePath, '*'], ['/*', '*']];
  const setting = wanted
    .map(([path, verb]) => settings.find((candidate) => unescapePath(candidate) === path && candidate.HttpMethod === verb))
    .find((candidate) => candidate?.ThrottlingRateLimit !== undefined || candidate?.ThrottlingBurstLimit !== undefined);
  if (!setting) return undefined;
  const { ThrottlingRateLimit: requestsPerSecond = Infinity, ThrottlingBurstLimit: burst = Infinity } = setting;
  return new TokenBucket({ requestsPerSecond, burst });
}

/** Slashes in the path of a setting are escaped as `~1`. */
function unescapePath({ ResourcePath }: MethodSetting): string {
  return `/${ResourcePath.replace(/^\//, '').replaceAll('~1', '/').replace(/^\//, '')}`;
}
