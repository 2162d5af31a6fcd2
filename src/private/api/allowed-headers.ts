import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { listIdentityHeaders } from '../props/identity-headers';

const ALWAYS_ALLOWED = [
  'Content-Type',
  'Authorization',
  'X-Amz-Date',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amz-Content-Sha256',
  'x-aws-waf-token',
  'Idempotency-Key',
  // Libraries add these to every request of a page.
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'X-Requested-With',
];

/** The request headers that a page may send: those of existing clients, the user's own, and those that the authorizer reads. Each is listed once. */
export function listAllowedHeaders(own: string[], authorizer?: apigateway.IAuthorizer): string[] {
  // The browser sends cookies by itself. No page can ask for that.
  const ofAuthorizer = listIdentityHeaders(authorizer).filter((header) => header.toLowerCase() !== 'cookie');
  const all = [...ALWAYS_ALLOWED, ...own, ...ofAuthorizer];
  return all.filter((header, index) => all.findIndex((other) => other.toLowerCase() === header.toLowerCase()) === index);
}
