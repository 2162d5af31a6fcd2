import { AUTHORIZE_JWT_ENVIRONMENT } from '../../src/shared/environment';

export interface JwtSettings {
  readonly issuer: string;
  /** The token has to be made for one of these. */
  readonly audiences: string[];
  /** Where the issuer's keys are; undefined when its discovery document has to be asked. */
  readonly jwksUri?: string;
  /** What the token's `token_use` claim has to be; undefined when that does not matter. */
  readonly tokenUse?: string;
  /** The claims that the start-chat function gets to see. */
  readonly claims: readonly string[];
}

export function readJwtSettings(environment: NodeJS.ProcessEnv): JwtSettings {
  const read = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`The environment variable ${name} is missing.`);
    return value;
  };
  const list = (name: string) => {
    const value: unknown = JSON.parse(read(name));
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new Error(`The environment variable ${name} must be a list of strings.`);
    return value;
  };
  const audiences = list(AUTHORIZE_JWT_ENVIRONMENT.audiences);
  // Without an audience the verifier would accept tokens made for any application.
  if (audiences.length === 0) throw new Error(`The environment variable ${AUTHORIZE_JWT_ENVIRONMENT.audiences} names no audience.`);
  return {
    issuer: read(AUTHORIZE_JWT_ENVIRONMENT.issuer),
    audiences,
    jwksUri: environment[AUTHORIZE_JWT_ENVIRONMENT.jwksUri] || undefined,
    tokenUse: environment[AUTHORIZE_JWT_ENVIRONMENT.tokenUse] || undefined,
    claims: list(AUTHORIZE_JWT_ENVIRONMENT.claims),
  };
}
