import { AUTHORIZE_JWT_ENVIRONMENT } from '../../src/shared/environment';
import { EnvironmentError, parseJsonVariable, readNonEmptyVariable, readVariable } from '../read-variables';

export interface JwtSettings {
  readonly issuer: string;
  /** The token must be made for one of these. */
  readonly audiences: string[];
  /** Where the issuer's keys are; undefined when its discovery document says so. */
  readonly jwksUri?: string;
  /** What the token's `token_use` claim must be; undefined when it may be anything. */
  readonly tokenUse?: string;
  /** The claims that are passed on to the start-chat function. */
  readonly claims: readonly string[];
}

/** Reads the variables that the construct sets, once. An error names the variable that is missing or wrong. */
export function readJwtSettings(environment: NodeJS.ProcessEnv): JwtSettings {
  const readList = (name: string) => {
    const json = readVariable(environment, name);
    const value = parseJsonVariable(json);
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new EnvironmentError(name, 'a JSON list of strings', json);
    return value;
  };
  const audiences = readList(AUTHORIZE_JWT_ENVIRONMENT.audiences);
  // Without an audience the verifier would accept tokens made for any application.
  if (audiences.length === 0) throw new EnvironmentError(AUTHORIZE_JWT_ENVIRONMENT.audiences, 'a JSON list of at least one string', '[]');
  return {
    issuer: readNonEmptyVariable(environment, AUTHORIZE_JWT_ENVIRONMENT.issuer),
    audiences,
    jwksUri: environment[AUTHORIZE_JWT_ENVIRONMENT.jwksUri] || undefined,
    tokenUse: environment[AUTHORIZE_JWT_ENVIRONMENT.tokenUse] || undefined,
    claims: readList(AUTHORIZE_JWT_ENVIRONMENT.claims),
  };
}
