import { AUTHORIZE_JWT_ENVIRONMENT, HASH_ENVIRONMENT } from '../../src/shared/environment';
import { EnvironmentError, parseJsonVariable, readNonEmptyVariable, readVariable } from '../read-variables';

const ACCEPTED_TOKENS = ['id', 'access'] as const;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
const USER_POOL = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[A-Za-z0-9_-]+$/;

export interface JwtSettings {
  readonly issuer: string;
  /** Whether the issuer is a user pool, whose access tokens have an app client in place of an audience. */
  readonly isUserPool: boolean;
  /** The token must be made for one of these. Undefined: for any app client of the user pool. */
  readonly audiences?: string[];
  /** Where the issuer's keys are; undefined when its discovery document says so. */
  readonly jwksUri?: string;
  /** Which kind of token is accepted. Undefined: any that has the audience. */
  readonly acceptedToken?: (typeof ACCEPTED_TOKENS)[number];
  /** The token must have all of them. */
  readonly requiredScopes: readonly string[];
  /** The token must have a value for each. */
  readonly requiredClaims: readonly string[];
  readonly customerIdClaim: string;
  /** The claims that are passed on to the start-chat function. */
  readonly claims: readonly string[];
  /** The key of the customers' hashes in the logs. Absent: the logs have none. */
  readonly hashKey?: string;
}

/** Reads the variables that the construct sets, once. An error names the variable that is missing or wrong. */
export function readJwtSettings(environment: NodeJS.ProcessEnv): JwtSettings {
  const readList = (name: string, json = readVariable(environment, name)) => {
    const value = parseJsonVariable(json);
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new EnvironmentError(name, 'a JSON list of strings', json);
    return value;
  };
  const issuer = readNonEmptyVariable(environment, AUTHORIZE_JWT_ENVIRONMENT.issuer);
  const isUserPool = USER_POOL.test(issuer);
  const acceptedToken = environment[AUTHORIZE_JWT_ENVIRONMENT.tokenUse];
  const use = ACCEPTED_TOKENS.find((token) => token === acceptedToken);
  if (acceptedToken !== undefined && !use) throw new EnvironmentError(AUTHORIZE_JWT_ENVIRONMENT.tokenUse, `one of ${ACCEPTED_TOKENS.join(', ')}`, acceptedToken);
  const isForAnyClient = isUserPool && use !== undefined && environment[AUTHORIZE_JWT_ENVIRONMENT.audiences] === undefined;
  const audiences = isForAnyClient ? undefined : readList(AUTHORIZE_JWT_ENVIRONMENT.audiences);
  // Without an audience the verifier would accept tokens made for any application.
  if (audiences?.length === 0) throw new EnvironmentError(AUTHORIZE_JWT_ENVIRONMENT.audiences, 'a JSON list of at least one string', '[]');
  return {
    issuer,
    isUserPool,
    audiences,
    acceptedToken: use,
    requiredScopes: readList(AUTHORIZE_JWT_ENVIRONMENT.requiredScopes, environment[AUTHORIZE_JWT_ENVIRONMENT.requiredScopes] ?? '[]'),
    requiredClaims: readList(AUTHORIZE_JWT_ENVIRONMENT.requiredClaims, environment[AUTHORIZE_JWT_ENVIRONMENT.requiredClaims] ?? '[]'),
    customerIdClaim: environment[AUTHORIZE_JWT_ENVIRONMENT.customerIdClaim] ?? 'sub',
    jwksUri: environment[AUTHORIZE_JWT_ENVIRONMENT.jwksUri] || undefined,
    claims: readList(AUTHORIZE_JWT_ENVIRONMENT.claims),
    hashKey: environment[HASH_ENVIRONMENT.hashKey],
  };
}
