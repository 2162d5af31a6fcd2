import { App, Aws, CfnCondition, CfnParameter, Fn, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { chatInStack } from './fixtures';
import { ChatAccess, PersistentChatProps } from '../src';

const ORIGINS = 'cdk-connect-persistent-chat:originsKnownAtDeployment';
const AUTHORIZER = 'cdk-connect-persistent-chat:authorizerKnownAtDeployment';

type Props = (stack: Stack) => Partial<PersistentChatProps>;

/** One of two values, depending on what the condition compares. */
const oneOf = (stack: Stack, compared: string, values: [string, string]) => {
  const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(compared, 'a') });
  const both = new CfnCondition(stack, 'Both', { expression: Fn.conditionAnd(condition, Fn.conditionNot(condition)) });
  return Fn.conditionIf(both.logicalId, ...values).toString();
};
const parameter = (stack: Stack) => new CfnParameter(stack, 'Parameter').valueAsString;

function warnings(props: Props, acknowledged: string[] = []): string[] {
  const stack = new Stack(new App(), 'Stack');
  const { chat } = chatInStack(props(stack), stack);
  acknowledged.forEach((id) => Validations.of(chat).acknowledge({ id, reason: 'The value never changes.' }));
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data)).filter((text) => text.includes('known at deployment'));
}

function ownAuthorizer(stack: Stack, handlerArn: string): Partial<PersistentChatProps> {
  const handler = lambda.Function.fromFunctionArn(stack, 'Own', handlerArn);
  return { access: ChatAccess.authorizer(new apigateway.RequestAuthorizer(stack, 'OwnAuthorizer', { handler, identitySources: ['method.request.header.X'] })) };
}

describe('the origins', () => {
  test.each<[string, Props]>([
    ['a parameter', (stack) => ({ allowedOrigins: [parameter(stack)] })],
    ['a part that is a parameter', (stack) => ({ allowedOrigins: ['https://a.example', `https://${parameter(stack)}.example`] })],
    ['a text with a parameter', (stack) => ({ allowedOrigins: [Fn.sub('https://${Parameter}.example', { Parameter: parameter(stack) })] })],
    ['a text that names a parameter', (stack) => { parameter(stack); return { allowedOrigins: [Fn.sub('https://${Parameter}.example')] }; }],
    ['a value that a parameter chooses', (stack) => ({ allowedOrigins: [oneOf(stack, parameter(stack), ['https://a.example', 'https://b.example'])] })],
    ['the address of a resource', (stack) => ({ allowedOrigins: [`https://${new s3.Bucket(stack, 'Bucket').bucketDomainName}`] })],
    ['a value of the Parameter Store', (stack) => ({ allowedOrigins: [ssm.StringParameter.valueForStringParameter(stack, '/origin')] })],
    ['a dynamic reference', () => ({ allowedOrigins: [Fn.join('', ['{{resolve:ssm:/origin}}', Aws.REGION])] })],
    ['an output of another stack', () => ({ allowedOrigins: [Fn.importValue('Origin')] })],
  ])('have a warning that says how to get a new deployment, if they hold %s', (_, props) => {
    expect(warnings(props)).toEqual([
      expect.stringMatching(/^allowedOrigins holds a value that is known at deployment only\..*latestDeployment\.addToLogicalId\(\)/),
    ]);
  });

  test.each<[string, Props]>([
    ['are known at synthesis', () => ({ allowedOrigins: ['https://a.example'] })],
    ['lack the Region only, in a text', () => ({ allowedOrigins: [Fn.sub('https://${AWS::Region}.${!Parameter}.example')] })],
    ['are chosen by the Region', (stack) => ({ allowedOrigins: [oneOf(stack, Aws.REGION, ['https://a.example', 'https://b.example'])] })],
    ['lack the Region only', () => ({ allowedOrigins: [`https://${Aws.REGION}.example`] })],
  ])('have none if they %s', (_, props) => {
    expect(warnings(props)).toEqual([]);
  });

  test('have none once the user acknowledges it', () => {
    expect(warnings((stack) => ({ allowedOrigins: [parameter(stack)] }), [ORIGINS])).toEqual([]);
  });
});

describe('the authorizer', () => {
  test.each<[string, Props]>([
    ['a user pool that is a parameter', (stack) => ({ access: ChatAccess.cognito([cognito.UserPool.fromUserPoolArn(stack, 'Pool', parameter(stack))]) })],
    ['a user pool that a parameter names', (stack) => {
      parameter(stack);
      return { access: ChatAccess.cognito([cognito.UserPool.fromUserPoolArn(stack, 'Pool', Fn.sub('arn:aws:cognito-idp:us-west-2:111122223333:userpool/${Parameter}'))]) };
    }],
    ['a function that a parameter chooses', (stack) => {
      const [a, b] = ['a', 'b'].map((name) => `arn:aws:lambda:${Aws.REGION}:111122223333:function:${name}`);
      return ownAuthorizer(stack, oneOf(stack, parameter(stack), [a, b]));
    }],
    ['a function that is a parameter', (stack) => ownAuthorizer(stack, parameter(stack))],
  ])('has a warning that says how to get a new deployment, if it holds %s', (_, props) => {
    expect(warnings(props)).toEqual([
      expect.stringMatching(/^The authorizer of access holds a value that is known at deployment only, .*latestDeployment\.addToLogicalId\(\)/),
    ]);
  });

  test.each<[string, Props]>([
    ['a user pool of the stack', (stack) => ({ access: ChatAccess.cognito([new cognito.UserPool(stack, 'Pool')]) })],
    ['a function of the stack\'s Region', (stack) => ownAuthorizer(stack, `arn:aws:lambda:${Aws.REGION}:111122223333:function:own`)],
    ['a token issuer', (stack) => ({ access: ChatAccess.jwt({ issuer: parameter(stack), audience: ['chat'] }) })],
  ])('has none if it holds %s', (_, props) => {
    expect(warnings(props)).toEqual([]);
  });

  test('has none once the user acknowledges it', () => {
    expect(warnings((stack) => ownAuthorizer(stack, parameter(stack)), [AUTHORIZER])).toEqual([]);
  });
});
