import { Duration, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createResumeHandleKey, allowDerivingHandleKeys } from './resume-handle-key';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { ReturningCustomerOptions } from '../../returning-customers';
import { ACCESS_ENVIRONMENT } from '../../shared/environment';
import { invalidProp } from '../props/invalid-prop';

/** What the start-chat function needs, and the key that comes with it. */
export type FunctionNeeds = Pick<ChatAccessConfig, 'functionEnvironment' | 'functionStatements' | 'resumeHandleKey'>;

/** Prepares the start-chat function for customers who come back with resume handles. With a session store, it needs nothing. */
export function configureReturningCustomers(
  scope: Construct, { hasSessionStore = false, resumeHandleKey }: ChatAccessBindOptions, options: ReturningCustomerOptions,
): FunctionNeeds {
  if (hasSessionStore) {
    warnOfOptionsWithoutEffect(scope, options);
    return { functionEnvironment: {} };
  }
  const { acceptSourceContactId = false, resumeHandleLifetime = Duration.days(30), resumeHandleGeneration = 1 } = options;
  const lifetimeSeconds = resumeHandleLifetime.toSeconds();
  if (resumeHandleLifetime.isUnresolved() || lifetimeSeconds < 1) {
    throw invalidProp(scope, 'access.resumeHandleLifetime', { must: 'be at least 1 second, known at synthesis', got: resumeHandleLifetime });
  }
  if (Token.isUnresolved(resumeHandleGeneration) || !Number.isInteger(resumeHandleGeneration) || resumeHandleGeneration < 1) {
    throw invalidProp(scope, 'access.resumeHandleGeneration', {
      must: 'be a whole number, at least 1, known at synthesis', got: resumeHandleGeneration,
    });
  }
  if (acceptSourceContactId) warnOfPlainContactIds(scope);
  const key = resumeHandleKey ?? createResumeHandleKey(scope, 'ResumeHandleKey');
  return {
    functionEnvironment: {
      [ACCESS_ENVIRONMENT.resumeHandleKeyArn]: key.keyArn,
      [ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds]: `${lifetimeSeconds}`,
      [ACCESS_ENVIRONMENT.resumeHandleGeneration]: `${resumeHandleGeneration}`,
      ...(acceptSourceContactId && { [ACCESS_ENVIRONMENT.acceptSourceContactId]: 'true' }),
    },
    functionStatements: [allowDerivingHandleKeys(key)],
    resumeHandleKey: key,
  };
}

function warnOfPlainContactIds(scope: Construct): void {
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:acceptSourceContactId',
    'Anyone who learns the contact id of a past chat can read that conversation and the ones before it. '
    + 'Remove acceptSourceContactId, so that only resume handles are accepted, or acknowledge this warning.',
  );
}

/** Looks only at these three options: the others of an access have an effect with a session store, too. */
function warnOfOptionsWithoutEffect(
  scope: Construct, { acceptSourceContactId, resumeHandleLifetime, resumeHandleGeneration }: ReturningCustomerOptions,
): void {
  const given = Object.entries({ acceptSourceContactId, resumeHandleLifetime, resumeHandleGeneration }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:noResumeHandles',
    `These options of access have no effect together with sessionStore: ${given.map(([option]) => option).join(', ')}. `
    + 'With a store there are no resume handles, and customers can continue only their own past chats. Remove the options, or acknowledge this warning.',
  );
}
