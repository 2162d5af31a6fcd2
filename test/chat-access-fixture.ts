import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { chatInStack } from './fixtures';
import { ChatAccess, JwtAccessOptions, PersistentChatProps } from '../src';

export const ISSUER = 'https://login.example.com/';

export function synthesized(access: (stack: Stack) => ChatAccess, props: Partial<PersistentChatProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const { chat } = chatInStack({ access: access(stack), ...props }, stack);
  const template = Template.fromStack(stack);
  const [method] = Object.values(template.findResources('AWS::ApiGateway::Method', { Properties: { HttpMethod: 'POST' } }));
  const startChat = template.findResources('AWS::Lambda::Function')[stack.getLogicalId(chat.startChatFunction.node.defaultChild as never)];
  return { template, method: method.Properties, environment: startChat.Properties.Environment.Variables as Record<string, unknown> };
}

export function warnings(access: (stack: Stack) => ChatAccess): string[] {
  const stack = new Stack(new App(), 'Stack');
  chatInStack({ access: access(stack) }, stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

export const userPools = (stack: Stack) => [new cognito.UserPool(stack, 'Pool')];

export const jwt = (options: Partial<JwtAccessOptions> = {}) => () => ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], ...options });

export function ownAuthorizer(stack: Stack, identitySources = [apigateway.IdentitySource.header('X-Session')]) {
  const code = lambda.Code.fromInline('exports.handler = async () => ({})');
  const handler = new lambda.Function(stack, 'Own', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
  return new apigateway.RequestAuthorizer(stack, 'OwnAuthorizer', { handler, identitySources });
}
