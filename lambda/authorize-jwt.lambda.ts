import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { answerAllowed } from './authorize-jwt/answer';
import { readJwtSettings } from './authorize-jwt/settings';
import { TokenVerifier } from './authorize-jwt/token-verifier';

const settings = readJwtSettings(process.env);
const verifier = new TokenVerifier(settings);
// The issuer's keys are fetched while the environment starts, so that no request waits for them later.
const keysFetched = verifier.fetchKeys();

export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  await keysFetched;
  // API Gateway requires the header to have this form.
  const customer = await verifier.verify(event.authorizationToken.replace(/^[Bb]earer /, ''));
  // API Gateway answers 401 to an error with exactly this message, and 500 to any other.
  if (!customer) throw new Error('Unauthorized');
  return answerAllowed(customer, event.methodArn, settings.claims, settings.hashKey);
}
