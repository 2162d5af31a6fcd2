import type { MethodDefinition, MethodSetting } from './rest-api-definition';
import { TokenBucket } from '../../http/token-bucket';

/** Creates a method's throttle from the method's own setting, else the resource's (`*`), else the stage's (`/*`, `*`). */
export function createThrottle(settings: MethodSetting[], { httpMethod, resourcePath }: MethodDefinition): TokenBucket | undefined {
  const wanted = [[resourcePath, httpMethod], [resourcePath, '*'], ['/*', '*']];
  const setting = wanted
    .map(([path, verb]) => settings.find((candidate) => unescapePath(candidate) === path && candidate.HttpMethod === verb))
    .find((candidate) => candidate?.ThrottlingRateLimit !== undefined || candidate?.ThrottlingBurstLimit !== undefined);
  if (!setting) return undefined;
  const { ThrottlingRateLimit: requestsPerSecond = Infinity, ThrottlingBurstLimit: burst = Infinity } = setting;
  return new TokenBucket({ requestsPerSecond, burst });
}

/** CloudFormation escapes slashes in a setting's path as `~1`. */
function unescapePath({ ResourcePath }: MethodSetting): string {
  return `/${ResourcePath.replace(/^\//, '').replaceAll('~1', '/').replace(/^\//, '')}`;
}
