import type { MethodDefinition, MethodSetting } from './rest-api-definition';

/** A token bucket: `burst` requests at once, refilled at `rate` a second. */
export class TokenBucket {
  private tokens: number;
  private refilledAt: number;

  constructor(private readonly rate: number, private readonly burst: number, private readonly now: () => number = Date.now) {
    this.tokens = burst;
    this.refilledAt = now();
  }

  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + (now - this.refilledAt) / 1000 * this.rate);
    this.refilledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/** The limits of a method: its own setting, else that of all its resource's methods, else the stage's. */
export function throttleOf(settings: MethodSetting[], { httpMethod, resourcePath }: MethodDefinition): TokenBucket | undefined {
  const wanted = [[resourcePath, httpMethod], [resourcePath, '*'], ['/*', '*']];
  const setting = wanted
    .map(([path, verb]) => settings.find((candidate) => pathOf(candidate) === path && candidate.HttpMethod === verb))
    .find((candidate) => candidate?.ThrottlingRateLimit !== undefined || candidate?.ThrottlingBurstLimit !== undefined);
  if (!setting) return undefined;
  const { ThrottlingRateLimit: rate = Infinity, ThrottlingBurstLimit: burst = Infinity } = setting;
  return new TokenBucket(rate, burst);
}

/** Slashes in the path of a setting are escaped as `~1`. */
function pathOf({ ResourcePath }: MethodSetting): string {
  return `/${ResourcePath.replace(/^\//, '').replaceAll('~1', '/').replace(/^\//, '')}`;
}
