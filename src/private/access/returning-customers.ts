import { Duration, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { createResumeHandleKey, allowDerivingHandleKeys } from './resume-handle-key';
import { ChatAccessBindOptions, ChatAccessConfig } from '../../chat-access-config';
import { ReturningCustomerOptions } from '../../returning-customers';
import { ACCESS_ENVIRONMENT } from '../../shared/environment';
import { invalidProp } from '../props/invalid-prop';

/** What an access asks for on behalf of its customers. */
export type FunctionNeeds = Pick<ChatAccessConfig, 'functionEnvironment' | 'functionStatements' | 'resumeHandleKey'>;

/** What the start-chat function needs so that customers can come back: nothing where a session store sees to it. */
export function configureReturningCustomers(
  scope: Construct, { hasSessionStore = false }: ChatAccessBindOptions, options: ReturningCustomerOptions,
): FunctionNeeds {
  if (hasSessionStore) {
    warnOfOptionsWithoutEffect(scope, options);
    return { functionEnvironment: {} };
  }
  const { acceptSourceContactId = false, resumeHandleLifetime = Duration.days(30), resumeHandleGeneration = 1 } = options;
  const lifetimeSeconds = resumeHandleLifetime.toSeconds();
  if (resumeHandleLifetime.isUnresolved() || lifetimeSeconds < 1) {
    throw invalidProp(scope, 'access.resumeHandleLifetime', resumeHandleLifetime.toString(), 'a second or more, known at synth');
  }
  if (Token.isUnresolved(resumeHandleGeneration) || !Number.isInteger(resumeHandleGeneration) || resumeHandleGeneration < 1) {
    throw invalidProp(scope, 'access.resumeHandleGeneration', resumeHandleGeneration, 'a whole number from 1 on, known at synth');
  }
  if (acceptSourceContactId) warnOfPlainContactIds(scope);
  const key = createResumeHandleKey(scope, 'ResumeHandleKey');
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
    'Whoever learns the contact id of a past chat can read that conversation here, and those before it. '
    + 'Leave acceptSourceContactId out, so that only resume handles are accepted, or acknowledge this warning.',
  );
}

/** Every access's options hold more than these, which have their effect with a session store, too. */
function warnOfOptionsWithoutEffect(
  scope: Construct, { acceptSourceContactId, resumeHandleLifetime, resumeHandleGeneration }: ReturningCustomerOptions,
): void {
  const given = Object.entries({ acceptSourceContactId, resumeHandleLifetime, resumeHandleGeneration }).filter(([, value]) => value !== undefined);
  if (given.length === 0) return;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:noResumeHandles',
    `Without effect in access, since there is a sessionStore: ${given.map(([option]) => option).join(', ')}. `
    + 'There are no resume handles then, and customers may name past chats of their own alone. Leave such options out, or acknowledge this warning.',
  );
}
