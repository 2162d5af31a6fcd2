import { Duration, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { resumeHandleKey, useOfHandleKey } from './resume-handle-key';
import type { AnonymousAccessOptions } from '../../anonymous-visitors';
import type { ChatAccessConfig } from '../../chat-access';
import { VisitorLimit } from '../../visitor-limit';
import { ACCESS_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../environment';
import { invalidProp } from '../prop-checks';

export function anonymousAccess(scope: Construct, options: AnonymousAccessOptions): ChatAccessConfig {
  const { acceptSourceContactId = false, resumeHandleLifetime = Duration.days(30), visitorLimit = VisitorLimit.perSourceIp() } = options;
  const lifetimeSeconds = resumeHandleLifetime.toSeconds();
  if (resumeHandleLifetime.isUnresolved() || lifetimeSeconds < 1) {
    throw invalidProp(scope, 'access.resumeHandleLifetime', resumeHandleLifetime.toString(), 'a second or more, known at synth');
  }
  warn(scope, acceptSourceContactId);
  const key = resumeHandleKey(scope, 'ResumeHandleKey');
  return {
    authorizationType: apigateway.AuthorizationType.NONE,
    functionEnvironment: {
      [START_CHAT_ENVIRONMENT.callerIdentity]: 'ANONYMOUS',
      [ACCESS_ENVIRONMENT.resumeHandleKeyArn]: key.keyArn,
      [ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds]: `${lifetimeSeconds}`,
      ...(acceptSourceContactId && { [ACCESS_ENVIRONMENT.acceptSourceContactId]: 'true' }),
    },
    functionStatements: [useOfHandleKey(key)],
    resumeHandleKey: key,
    ...visitorLimit.bind(scope),
  };
}

function warn(scope: Construct, acceptSourceContactId: boolean): void {
  const warnings = Validations.of(scope);
  warnings.addWarning(
    'cdk-connect-persistent-chat:anonymousAccess',
    'Anybody can start chats here. Choose another ChatAccess, or acknowledge this warning when the API is meant to be public.',
  );
  if (!acceptSourceContactId) return;
  warnings.addWarning(
    'cdk-connect-persistent-chat:acceptSourceContactId',
    'Whoever learns the contact id of a past chat can read that conversation here, and those before it. '
    + 'Leave acceptSourceContactId out, so that only resume handles are accepted, or acknowledge this warning.',
  );
}
