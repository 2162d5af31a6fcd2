import { join } from 'node:path';
import { Duration, Stack, aws_apigateway as apigateway, aws_cognito as cognito, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CHANGED_ACCESS, type AccessKind, type ExampleName } from './examples';
import { ChatAccess, ChatSessionStore, type PersistentChatProps } from '../../../src';

/** The variants of an example, which are deployed one after the other. */
export const VARIANTS = ['as-written', 'deployable', 'allow-list', 'throttle', 'access', 'store', 'failing'] as const;
export type Variant = (typeof VARIANTS)[number];

export const NEW_ORIGIN = 'https://new.example.com';
export const ROLLED_BACK_ORIGIN = 'https://rolled-back.example.com';
export const NEW_ATTRIBUTE = 'deployedTier';
export const NEW_STAGE_LIMITS = { rateLimit: 0.01, burstLimit: 1 };

type Props = Partial<PersistentChatProps>;

/** The props that a variant gives the example's chat instead of its own. */
export function changedProps(example: ExampleName, variant: Variant, scope: Construct, written: PersistentChatProps): Props {
  if (variant === 'as-written' || variant === 'deployable') return {};
  if (variant === 'failing') return { allowedOrigins: [ROLLED_BACK_ORIGIN] };
  const allowList = { allowedOrigins: [NEW_ORIGIN], allowedAttributes: [...written.allowedAttributes ?? [], NEW_ATTRIBUTE] };
  const { access, withStore } = CHANGED_ACCESS[example];
  switch (variant) {
    case 'allow-list': return allowList;
    case 'throttle': return { ...allowList, throttle: NEW_STAGE_LIMITS };
    case 'access': return { ...allowList, access: accessOf(access, scope) };
    case 'store': return { ...allowList, access: accessOf(withStore, scope), sessionStore: changedStore(scope, written) };
  }
}

/** A chat without a store gets one. One that has a store loses it. */
function changedStore(scope: Construct, { sessionStore, instanceId }: PersistentChatProps): ChatSessionStore | undefined {
  return sessionStore ? undefined : new ChatSessionStore(scope, 'NewSessions', { instanceId });
}

export function accessOf(kind: AccessKind, scope: Construct): ChatAccess {
  switch (kind) {
    case 'IAM': return ChatAccess.iam();
    case 'ANONYMOUS': return ChatAccess.anonymous();
    case 'JWT': return ChatAccess.jwt({ issuer: 'https://new-login.example.com/', audience: ['new-chat'] });
    case 'USER_POOL': return ChatAccess.cognito([newCustomers(scope)]);
    case 'USER_POOL_CLIENTS': {
      const customers = newCustomers(scope);
      return ChatAccess.cognito([customers], { userPoolClients: [customers.addClient('Website')] });
    }
    case 'AUTHORIZER': return ChatAccess.authorizer(ownAuthorizer(scope));
  }
}

function newCustomers(scope: Construct): cognito.UserPool {
  return new cognito.UserPool(Stack.of(scope), 'NewCustomers', { signInAliases: { email: true } });
}

function ownAuthorizer(scope: Construct): apigateway.TokenAuthorizer {
  const code = lambda.Code.fromAsset(join(__dirname, '../../../examples/custom-authorizer/session-authorizer'));
  const handler = new lambda.Function(scope, 'OwnAuthorizerFunction', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
  return new apigateway.TokenAuthorizer(scope, 'OwnAuthorizer', { handler, resultsCacheTtl: Duration.seconds(0) });
}
