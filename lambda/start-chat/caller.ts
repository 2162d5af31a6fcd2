import type { APIGatewayProxyEvent } from 'aws-lambda';
import { CallerIdentity } from './settings';

/** Who asks for a chat. Two requests come from the same caller only when issuer and subject are equal. */
export type Caller =
  | { readonly kind: 'identified'; readonly issuer: string; readonly subject: string }
  | { readonly kind: 'anonymous'; readonly sourceIp: string; readonly userAgent: string };

/** Reads the caller from what API Gateway verified, never from what the request claims. */
export function callerOf(event: APIGatewayProxyEvent, callerIdentity: CallerIdentity): Caller {
  switch (callerIdentity) {
    case 'IAM': return iamCaller(event);
    case 'ANONYMOUS': return anonymousCaller(event);
  }
}

function iamCaller({ requestContext: { identity } }: APIGatewayProxyEvent): Caller {
  if (!identity.caller) throw new Error('API Gateway named no IAM caller.');
  // Everyone in one role shares the role's id; the session name in `caller` or the Cognito identity tells them apart.
  return {
    kind: 'identified',
    issuer: `iam:${identity.accountId ?? ''}`,
    subject: JSON.stringify([identity.caller, identity.cognitoIdentityId ?? null]),
  };
}

function anonymousCaller({ requestContext: { identity } }: APIGatewayProxyEvent): Caller {
  return { kind: 'anonymous', sourceIp: identity.sourceIp, userAgent: identity.userAgent ?? '' };
}
