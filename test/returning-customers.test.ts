import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { chatInStack, INSTANCE_ID } from './fixtures';
import { ChatAccess, ChatSessionStore, ReturningCustomerOptions } from '../src';

import { jwt, ownAuthorizer, synthesized, userPools, warnings } from './chat-access-fixture';

describe.each<[string, (options?: ReturningCustomerOptions) => (stack: Stack) => ChatAccess]>([
  ['a user pool', (options) => (stack) => ChatAccess.cognito(userPools(stack), options)],
  ['a token issuer', jwt],
  ['the user\'s own authorizer', (options) => (stack) => ChatAccess.authorizer(ownAuthorizer(stack), options)],
  ['an anonymous API', (options) => () => ChatAccess.anonymous(options)],
])('customers of %s', (_, access) => {
  test('come back with handles of 30 days by default, whose key only the function may use', () => {
    const { template, environment } = synthesized(access());
    const [keyId] = Object.keys(template.findResources('AWS::KMS::Key', { Properties: { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } }));
    expect(environment).toMatchObject({
      RESUME_HANDLE_KEY_ARN: { 'Fn::GetAtt': [keyId, 'Arn'] },
      RESUME_HANDLE_LIFETIME_SECONDS: `${Duration.days(30).toSeconds()}`,
      RESUME_HANDLE_GENERATION: '1',
    });
    expect(environment).not.toHaveProperty('ACCEPT_SOURCE_CONTACT_ID');
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{
        PolicyDocument: {
          Statement: Match.arrayWith([{
            Sid: 'DeriveResumeHandleKeys',
            Effect: 'Allow',
            Action: 'kms:GenerateMac',
            Resource: { 'Fn::GetAtt': [keyId, 'Arn'] },
            Condition: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
          }]),
        },
      }],
    });
  });

  test('have handles with the lifetime and the generation that the options set', () => {
    const { environment } = synthesized(access({ resumeHandleLifetime: Duration.hours(1), resumeHandleGeneration: 2 }));
    expect(environment).toMatchObject({ RESUME_HANDLE_LIFETIME_SECONDS: '3600', RESUME_HANDLE_GENERATION: '2' });
  });

  test('come back with plain contact ids when acceptSourceContactId is set, with a warning', () => {
    expect(synthesized(access({ acceptSourceContactId: true })).environment.ACCEPT_SOURCE_CONTACT_ID).toBe('true');
    const warning = expect.stringContaining('Anyone who learns the contact id of a past chat can read that conversation');
    expect(warnings(access({ acceptSourceContactId: true }))).toContainEqual(warning);
    expect(warnings(access())).not.toContainEqual(warning);
  });

  test.each<[string, ReturningCustomerOptions, string]>([
    ['a lifetime of 0', { resumeHandleLifetime: Duration.seconds(0) }, 'access.resumeHandleLifetime must be at least 1 second, known at synthesis; got Duration.seconds(0).'],
    ['a lifetime that is a token', { resumeHandleLifetime: Duration.seconds(Lazy.number({ produce: () => 60 })) }, 'access.resumeHandleLifetime must be at least 1 second, known at synthesis; got a token.'],
    ['generation 1.5', { resumeHandleGeneration: 1.5 }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got 1.5.'],
    ['generation 0', { resumeHandleGeneration: 0 }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got 0.'],
    ['a generation that is a token', { resumeHandleGeneration: Lazy.number({ produce: () => 2 }) }, 'access.resumeHandleGeneration must be a whole number, at least 1, known at synthesis; got a token.'],
  ])('cannot come back with handles of %s: it fails at synth', (_handles, options, message) => {
    expect(() => synthesized(access(options))).toThrow(message);
  });
});

describe('a session store', () => {
  function warningsWithStore(options: ReturningCustomerOptions) {
    const stack = new Stack(new App(), 'Stack');
    const sessionStore = new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID });
    chatInStack({ access: jwt(options)(), sessionStore }, stack);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  }

  test('needs no handles, and no key for them', () => {
    expect(warningsWithStore({})).toEqual([]);
  });

  test.each<[string, ReturningCustomerOptions]>([
    ['acceptSourceContactId', { acceptSourceContactId: true }],
    ['resumeHandleLifetime', { resumeHandleLifetime: Duration.days(7) }],
    ['resumeHandleGeneration', { resumeHandleGeneration: 2 }],
    ['acceptSourceContactId, resumeHandleGeneration', { acceptSourceContactId: false, resumeHandleGeneration: 1 }],
  ])('leaves these options without effect, and says so: %s', (given, options) => {
    expect(warningsWithStore(options)).toEqual([expect.stringContaining(`These options of access have no effect together with sessionStore: ${given}. With a store`)]);
  });
});
