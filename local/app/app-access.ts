import type { FoundRestApi } from './find-rest-api';
import { readStartChatFunctions } from './start-chat-functions';
import { AUTHORIZE_JWT_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import type { CustomerTokens } from '../aws/issuer/customer-tokens';
import { getUserPoolIssuer } from '../aws/issuer/user-pool-tokens';
import type { AuthorizerDefinition } from '../aws/rest-api/authorizer-definition';
import { type FunctionDefinition, readFunctions } from '../aws/template/function-definition';

/** Who may start a chat, according to the template. */
export type AppAccess =
  | { readonly kind: 'ANONYMOUS' | 'IAM' }
  | { readonly kind: 'TOKEN'; readonly customers: CustomerTokens }
  | { readonly kind: 'AUTHORIZER'; readonly identitySources: string[] };

/** Reads who may start a chat; undefined for an API without a start-chat method. */
export function readAppAccess({ stack, definition }: FoundRestApi): AppAccess | undefined {
  for (const { functionArn, environment } of readStartChatFunctions(stack)) {
    const method = definition.methods.find(({ integration }) => integration.Uri?.includes(functionArn));
    const allowedOrigins = environment[START_CHAT_ENVIRONMENT.allowedOrigins]?.split(',') ?? [];
    if (method?.authorizer) return readAuthorizerAccess(method.authorizer, allowedOrigins, readFunctions(stack));
    if (method) return { kind: method.authorizationType === 'AWS_IAM' ? 'IAM' : 'ANONYMOUS' };
  }
  return undefined;
}

function readAuthorizerAccess(authorizer: AuthorizerDefinition, allowedOrigins: string[], functions: FunctionDefinition[]): AppAccess {
  const { identitySources, userPoolArns: [userPoolArn], functionArn } = authorizer;
  if (userPoolArn) return { kind: 'TOKEN', customers: { claims: { iss: getUserPoolIssuer(userPoolArn), token_use: 'id' }, allowedOrigins } };

  const { environment = {} } = functions.find((fn) => fn.functionArn === functionArn) ?? {};
  const { issuer, audiences, tokenUse, requiredScopes, requiredClaims, customerIdClaim } = AUTHORIZE_JWT_ENVIRONMENT;
  if (!environment[issuer]) return { kind: 'AUTHORIZER', identitySources };
  const [aud] = JSON.parse(environment[audiences] ?? '[]') as string[];
  const scope = (JSON.parse(environment[requiredScopes] ?? '[]') as string[]).join(' ');
  const claims = {
    iss: environment[issuer],
    // The access token of a user pool has `client_id` only; other claims do no harm here.
    aud,
    ...(environment[tokenUse] && { token_use: environment[tokenUse] }),
    ...(environment[tokenUse] === 'access' && { client_id: aud }),
    ...(scope && { scope }),
  };
  const customerClaims = [...JSON.parse(environment[requiredClaims] ?? '[]') as string[], environment[customerIdClaim] ?? 'sub'];
  return { kind: 'TOKEN', customers: { claims, customerClaims, allowedOrigins } };
}
