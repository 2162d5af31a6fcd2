import { randomUUID } from 'node:crypto';
import type { Credential } from './deployed-chat';
import type { LocalIssuer } from '../../../local/aws/issuer/local-issuer';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../../src/shared/environment';
import type { AccessKind } from '../apps/examples';
import { shopSession } from '../apps/shop';
import { callJson, callQuery, signedHeaders, textsOf } from '../aws/aws-api';
import type { DeployedStack } from '../aws/deployed-stack';
import { ACCOUNT, type LocalAws, REGION } from '../aws/local-aws';

/** Somebody who may start chats at a deployed stack, and somebody who may not. */
export interface Callers {
  readonly caller: Credential;
  readonly stranger: Credential;
  /** How the stranger is answered. */
  readonly refusal: number;
}

const ANONYMOUS: Credential = async () => ({});

/** Each call makes new people. */
export async function callersOf(kind: AccessKind, stack: DeployedStack, issuer: LocalIssuer): Promise<Callers> {
  switch (kind) {
    case 'IAM': return backends(stack);
    case 'USER_POOL': return { caller: await userPoolCustomer(stack), stranger: ANONYMOUS, refusal: 401 };
    case 'USER_POOL_CLIENTS':
    case 'JWT': return { caller: await tokenCustomer(stack, issuer), stranger: ANONYMOUS, refusal: 401 };
    case 'AUTHORIZER': return { caller: shopCustomer(), stranger: ANONYMOUS, refusal: 401 };
    case 'ANONYMOUS': return { caller: ANONYMOUS, stranger: async () => ({ Origin: 'https://evil.example' }), refusal: 403 };
  }
}

/** Two backends of the account. One of them has been granted what `grantStartChat` grants. */
async function backends(stack: DeployedStack): Promise<Callers> {
  const startChat = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${await stack.apiId()}/Prod/POST/`;
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: startChat }] };
  return { caller: await iamUser(stack.aws, policy), stranger: await iamUser(stack.aws), refusal: 403 };
}

async function iamUser(aws: LocalAws, policy?: object): Promise<Credential> {
  const UserName = randomUUID();
  await callQuery(aws, 'iam', { Action: 'CreateUser', UserName });
  if (policy) await callQuery(aws, 'iam', { Action: 'PutUserPolicy', UserName, PolicyName: 'StartChat', PolicyDocument: JSON.stringify(policy) });
  const key = (await callQuery(aws, 'iam', { Action: 'CreateAccessKey', UserName }))!;
  const credentials = { accessKeyId: textsOf(key, 'AccessKeyId')[0], secretAccessKey: textsOf(key, 'SecretAccessKey')[0] };
  return async (path, body) => signedHeaders(aws, { service: 'execute-api', path, body, credentials });
}

/** A customer of the stack's user pool who has signed in there. The app's client takes no passwords from a server, so that there is another for it. */
async function userPoolCustomer(stack: DeployedStack): Promise<Credential> {
  const UserPoolId = (await stack.newest('AWS::Cognito::UserPool')).physicalId;
  const call = async <T>(operation: string, input: object) => (await callJson<T>(stack.aws, 'cognito-idp', `AWSCognitoIdentityProviderService.${operation}`, { UserPoolId, ...input }))!;
  const Username = `${randomUUID()}@example.com`;
  const password = `Aa1!${randomUUID()}`;
  const { UserPoolClient: { ClientId } } = await call<{ UserPoolClient: { ClientId: string } }>('CreateUserPoolClient', {
    ClientName: 'test', ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  await call('AdminCreateUser', { Username, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: Username }] });
  await call('AdminSetUserPassword', { Username, Password: password, Permanent: true });
  const { AuthenticationResult: { IdToken } } = await call<{ AuthenticationResult: { IdToken: string } }>('AdminInitiateAuth', {
    ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: Username, PASSWORD: password },
  });
  return async () => ({ Authorization: `Bearer ${IdToken}` });
}

/** A customer with a token that the authorizer's function has been told to accept. */
async function tokenCustomer(stack: DeployedStack, issuer: LocalIssuer): Promise<Credential> {
  const names = AUTHORIZE_JWT_ENVIRONMENT;
  const { [names.issuer]: iss, [names.audiences]: audiences, [names.tokenUse]: use } = await stack.environmentWith(names.issuer);
  const [aud] = JSON.parse(audiences) as string[];
  const token = issuer.signToken({ iss, aud, sub: randomUUID(), ...(use && { token_use: use }) });
  return async () => ({ Authorization: `Bearer ${token}` });
}

/** A customer who has signed in to the shop of examples/custom-authorizer. */
function shopCustomer(): Credential {
  const session = shopSession(randomUUID());
  return async () => ({ Authorization: session });
}
