import type { APIGatewayProxyEvent } from 'aws-lambda';

export const CALLER_IDENTITIES = ['IAM', 'COGNITO', 'JWT', 'AUTHORIZER', 'ANONYMOUS'] as const;

/** Where API Gateway says who the caller is. */
export interface CallerSettings {
  readonly callerIdentity: (typeof CALLER_IDENTITIES)[number];
  /** Whether all sessions of an IAM role are one caller. */
  readonly shareIdempotencyKeys: boolean;
  /** The key of a Lambda authorizer's context that tells customers apart. */
  readonly subjectKey: string;
  /** The key of a Lambda authorizer's context that names the issuer. Absent: the API is the issuer of all customers. */
  readonly issuerKey?: string;
}

/** What an identity provider vouches for. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who asks for a chat. Two requests are the same caller's only when issuer and subject are equal. */
export type Caller =
  | { readonly kind: 'identified'; readonly issuer: string; readonly subject: string; readonly claims?: Claims }
  | { readonly kind: 'anonymous'; readonly sourceIp: string; readonly userAgent: string };

/** Reads the caller from what API Gateway verified, never from what the request claims. */
export function readCaller({ requestContext }: APIGatewayProxyEvent, settings: CallerSettings): Caller {
  const { apiId, identity, authorizer } = requestContext;
  switch (settings.callerIdentity) {
    case 'IAM': return readIamCaller(identity, settings);
    case 'COGNITO': return readCognitoCaller(authorizer);
    case 'JWT': return readJwtCaller(authorizer);
    case 'AUTHORIZER': return readAuthorizerCaller(authorizer, apiId, settings);
    case 'ANONYMOUS': return { kind: 'anonymous', sourceIp: identity.sourceIp, userAgent: identity.userAgent ?? '' };
  }
}

function readIamCaller(
  { caller, accountId, cognitoIdentityId }: APIGatewayProxyEvent['requestContext']['identity'], { shareIdempotencyKeys }: CallerSettings,
): Caller {
  if (!caller) throw new Error('API Gateway did not name the IAM caller.');
  // All sessions of a role share the role's id; the session name in `caller` or the Cognito identity tells them apart.
  const [roleId] = caller.split(':');
  return {
    kind: 'identified',
    issuer: `iam:${accountId ?? ''}`,
    subject: JSON.stringify([shareIdempotencyKeys ? roleId : caller, cognitoIdentityId ?? null]),
  };
}

function readCognitoCaller(authorizer: Claims | null | undefined): Caller {
  const claims = toClaims(authorizer?.claims);
  return { kind: 'identified', issuer: readName(claims, 'iss'), subject: readName(claims, 'sub'), claims };
}

/** What authorize-jwt.lambda.ts passes on. */
function readJwtCaller(authorizer: Claims | null | undefined): Caller {
  const claims = typeof authorizer?.claims === 'string' ? toClaims(JSON.parse(authorizer.claims)) : {};
  return { kind: 'identified', issuer: readName(authorizer, 'issuer'), subject: readName(authorizer, 'subject'), claims };
}

function readAuthorizerCaller(authorizer: Claims | null | undefined, apiId: string, { subjectKey, issuerKey }: CallerSettings): Caller {
  // Another API's authorizer may use the same name for somebody else. This API has one authorizer, and its id stays from deployment to deployment.
  const issuer = issuerKey === undefined ? `authorizer:${apiId}` : readName(authorizer, issuerKey);
  return { kind: 'identified', issuer, subject: readName(authorizer, subjectKey), claims: toClaims(authorizer) };
}

function toClaims(value: unknown): Claims {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

// Without a name all of an authorizer's customers would be one.
function readName(context: Claims | null | undefined, key: string): string {
  const value = context && Object.hasOwn(context, key) ? context[key] : undefined;
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') throw new Error('The authorizer did not say who the caller is.');
  return String(value);
}
