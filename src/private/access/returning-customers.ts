import { Duration, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { resumeHandleKey, useOfHandleKey } from './resume-handle-key';
import type { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access';
import type { ReturningCustomerOptions } from '../../returning-customers';
import { ACCESS_ENVIRONMENT } from '../environment';
import { invalidProp } from '../prop-checks';

/** What an access asks for on behalf of its customers. */
export type FunctionNeeds = Pick<ChatAccessConfig, 'functionEnvironment' | 'functionStatements' | 'resumeHandleKey'>;

/** What the start-chat function needs so that customers can come back: nothing where a session store sees to it. */
export function returningCustomers(
  scope: Construct, { hasSessionStore = false }: ChatAccessBindOptions, options: ReturningCustomerOptions,
): FunctionNeeds {
  if (hasSessionStore) return { functionEnvironment: {} };
  const { acceptSourceContactId = false, resumeHandleLifetime = Duration.days(30), resumeHandleGeneration = 1 } = options;
  const lifetimeSeconds = resumeHandleLifetime.toSeconds();
  if (resumeHandleLifetime.isUnresolved() || lifetimeSeconds < 1) {
    throw invalidProp(scope, 'access.resumeHandleLifetime', resumeHandleLifetime.toString(), 'a second or more, known at synth');
  }
  if (Token.isUnresolved(resumeHandleGeneration) || !Number.isInteger(resumeHandleGeneration) || resumeHandleGeneration < 1) {
    throw invalidProp(scope, 'access.resumeHandleGeneration', resumeHandleGeneration, 'a whole number from 1 on, known at synth');
  }
  if (acceptSourceContactId) warnOfPlainContactIds(scope);
  const key = resumeHandleKey(scope, 'ResumeHandleKey');
  return {
    functionEnvironment: {
      [ACCESS_ENVIRONMENT.resumeHandleKeyArn]: key.keyArn,
      [ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds]: `${lifetimeSeconds}`,
      [ACCESS_ENVIRONMENT.resumeHandleGeneration]: `${resumeHandleGeneration}`,
      ...(acceptSourceContactId && { [ACCESS_ENVIRONMENT.acceptSourceContactId]: 'true' }),
    },
    functionStatements: [useOfHandleKey(key)],
    resumeHandleKey: key,
  };
}

function warnOfPlainContactIds(scope: Construct): void {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:acceptSourceContactId',
    'Whoever learns the contact id of a past chat can read that conversation here, and those before it. '
    + 'Leave acceptSourceContactId out, so that only resume handles are accepted, or acknowledge this warning.',
  );
}
