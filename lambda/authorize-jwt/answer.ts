import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { toPseudonym } from '../customer-pseudonym';
import type { VerifiedCustomer } from './token-verifier';

/** Allows the customer the one method that was asked for, and tells the start-chat function who the customer is. */
export function answerAllowed(
  customer: VerifiedCustomer, methodArn: string, claims: readonly string[], hashKey?: string,
): APIGatewayAuthorizerResult {
  const { issuer, subject } = customer;
  const passedOn = claims.flatMap((claim) => Object.hasOwn(customer.claims, claim) ? [[claim, customer.claims[claim]]] : []);
  return {
    principalId: subject,
    policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }] },
    // The context takes no nested values: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
    context: {
      issuer,
      subject,
      ...(hashKey !== undefined && { customer: toPseudonym(hashKey, issuer, subject) }),
      claims: JSON.stringify(Object.fromEntries(passedOn)),
    },
  };
}
