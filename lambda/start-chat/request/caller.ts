import type { APIGatewayProxyEvent } from 'aws-lambda';

export const CALLER_IDENTITIES = ['IAM', 'COGNITO', 'JWT', 'AUTHORIZER', 'ANONYMOUS'] as const;

/** Where API Gateway says who the caller is. */
export interface CallerSettings {
  readonly callerIdentity: (typeof CALLER_IDENTITIES)[number];
  /** The key of an own authorizer's context that tells customers apart. */
  readonly subjectKey: string;
  /** The key of an own authorizer's context that names the issuer. */
  readonly issuerKey?: string;
}

/** What an identity provider vouches for. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who asks for a chat. Two requests come from the same caller only when issuer and subject are equal. */
export type Caller =
  | { readonly kind: 'identified'; readonly issuer: string; readonly subject: string; readonly claims?: Claims }
  | { readonly kind: 'anonymous'; readonly sourceIp: string; readonly userAgent: string };

/** Reads the caller from what API Gateway verified, never from what the request claims. */
export function callerOf({ requestContext }: APIGatewayProxyEvent, settings: CallerSettings): Caller {
  const { apiId, identity, authorizer } = requestContext;
  switch (settings.callerIdentity) {
    case 'IAM': return iamCaller(identity);
    case 'COGNITO': return cognitoCaller(authorizer);
    case 'JWT': return jwtCaller(authorizer);
    case 'AUTHORIZER': return authorizerCaller(authorizer, apiId, settings);
    case 'ANONYMOUS': return { kind: 'anonymous', sourceIp: identity.sourceIp, userAgent: identity.userAgent ?? '' };
  }
}

function iamCaller(identity: APIGatewayProxyEvent['requestContext']['identity']): Caller {
  if (!identity.caller) throw new Error('API Gateway named no IAM caller.');
  // Everyone in one role shares the role's id; the session name in `caller` or the Cognito identity tells them apart.
  return {
    kind: 'identified',
    issuer: `iam:${identity.accountId ?? ''}`,
    subject: JSON.stringify([identity.caller, identity.cognitoIdentityId ?? null]),
  };
}

function cognitoCaller(authorizer: Claims | null | undefined): Caller {
  const claims = claimsIn(authorizer?.claims);
  return { kind: 'identified', issuer: named(claims, 'iss'), subject: named(claims, 'sub'), claims };
}

/** What authorize-jwt.lambda.ts hands over. */
function jwtCaller(authorizer: Claims | null | undefined): Caller {
  const claims = typeof authorizer?.claims === 'string' ? claimsIn(JSON.parse(authorizer.claims)) : {};
  return { kind: 'identified', issuer: named(authorizer, 'issuer'), subject: named(authorizer, 'subject'), claims };
}

function authorizerCaller(authorizer: Claims | null | undefined, apiId: string, { subjectKey, issuerKey }: CallerSettings): Caller {
  // Another API's authorizer may know somebody else by the same name. An API here has one authorizer, and its id stays from deployment to deployment.
  const issuer = issuerKey === undefined ? `authorizer:${apiId}` : named(authorizer, issuerKey);
  return { kind: 'identified', issuer, subject: named(authorizer, subjectKey), claims: claimsIn(authorizer) };
}

function claimsIn(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

// Without a name all of an authorizer's customers would be one.
function named(context: Claims | null | undefined, key: string): string {
  const value = context && Object.hasOwn(context, key) ? context[key] : undefined;
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') throw new Error('The authorizer did not say who the caller is.');
  return String(value);
}
