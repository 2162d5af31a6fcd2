import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { jwt, synthesized, userPools } from './chat-access-fixture';
import { AcceptedToken, ChatAccess, CognitoAccessOptions, JwtAccessOptions } from '../src';

const { ACCESS, ID } = AcceptedToken;
const ofPool = (options: CognitoAccessOptions) => (stack: Stack) => ChatAccess.cognito(userPools(stack), options);

test.each<[string, CognitoAccessOptions, object]>([
  ['access tokens', { acceptedToken: ACCESS }, { JWT_TOKEN_USE: 'access', JWT_AUDIENCES: Match.absent(), JWT_REQUIRED_SCOPES: Match.absent() }],
  ['scopes', { acceptedToken: ACCESS, requiredScopes: ['a', 'b'] }, { JWT_TOKEN_USE: 'access', JWT_REQUIRED_SCOPES: '["a","b"]' }],
  ['claims', { requiredClaims: ['email'] }, { JWT_TOKEN_USE: 'id', JWT_REQUIRED_CLAIMS: '["email"]' }],
  ['another claim of the customer', { customerIdClaim: 'custom:id' }, { JWT_TOKEN_USE: 'id', JWT_CUSTOMER_ID_CLAIM: 'custom:id' }],
])('a user pool with %s has a function that checks its tokens', (_, options, variables) => {
  const { template, method } = synthesized(ofPool(options));
  expect(method.AuthorizationType).toBe('CUSTOM');
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { JWT_ISSUER: Match.anyValue(), ...variables } } });
});

test('a user pool that accepts ID tokens needs no function', () => {
  expect(synthesized(ofPool({ acceptedToken: ID })).method.AuthorizationType).toBe('COGNITO_USER_POOLS');
});

test.each<[string, (stack: Stack) => ChatAccess, string]>([
  ['access tokens of two user pools', (stack) => ChatAccess.cognito([new cognito.UserPool(stack, 'Other'), ...userPools(stack)], { acceptedToken: ACCESS }), 'access.userPools must hold exactly one user pool when acceptedToken is set'],
  ['scopes of ID tokens', ofPool({ requiredScopes: ['a'] }), 'access.requiredScopes must be left out when ID tokens are accepted, which have no scopes; got ["a"].'],
  ['scopes of ID tokens of an issuer', jwt({ acceptedToken: ID, requiredScopes: ['a'] }), 'access.requiredScopes must be left out when ID tokens are accepted'],
  ['an unknown kind of token', jwt({ acceptedToken: 'REFRESH' as never }), 'access.acceptedToken must be one of ID, ACCESS; got "REFRESH".'],
  ['an unknown kind of a user pool\'s token', ofPool({ acceptedToken: 'REFRESH' as never }), 'access.acceptedToken must be one of ID, ACCESS; got "REFRESH".'],
  ['scopes in one text', jwt({ requiredScopes: ['a b'] }), 'access.requiredScopes must be a list of names without spaces, whose length is known at synthesis; got ["a b"].'],
  ['one scope instead of a list', jwt({ requiredScopes: 'a' as never }), 'access.requiredScopes must be a list of names'],
  ['an empty claim', jwt({ requiredClaims: [''] }), 'access.requiredClaims must be a list of names'],
  ['no claim for the customer', jwt({ customerIdClaim: '' } as JwtAccessOptions), 'access.customerIdClaim must be the name of a claim; got "". Leave it out for \'sub\'.'],
])('%s fail at synth', (_, access, message) => {
  expect(() => synthesized(access)).toThrow(message);
});
