import { Aws, Duration } from 'aws-cdk-lib';
import { RehydrationFailure } from '../../rehydration-failure';
import { RehydrationType } from '../../rehydration-type';
import { ResponseMode } from '../../response-mode';
import { CHAT_DURATION_MINUTES } from '../../shared/chat-duration';
import { HASH_ENVIRONMENT, OPTIONAL_START_CHAT_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { UnknownAttributes } from '../../unknown-attributes';
import { ConnectInstance } from '../props/connect-ids';

export interface StartChatSettings {
  readonly instance: ConnectInstance;
  /** The default flow first. */
  readonly contactFlowIds: string[];
  readonly defaultRehydrationType?: RehydrationType;
  readonly rehydrationFailure?: RehydrationFailure;
  readonly allowedOrigins?: string[];
  readonly allowCredentials?: boolean;
  readonly allowedAttributes?: string[];
  readonly maxChatDuration?: Duration;
  readonly isAnonymous?: boolean;
  readonly disconnectAgentOnCustomerExit?: boolean;
  readonly attachments?: boolean;
  readonly allowedAttributePrefixes?: string[];
  readonly unknownAttributes?: UnknownAttributes;
  readonly segmentAttributes?: { [key: string]: string };
  readonly responseMode?: ResponseMode;
}

/** The start-chat function's environment variables, without those that the access and the session store add. */
export function buildStartChatEnvironment(settings: StartChatSettings): Record<string, string> {
  const { longest, usual } = CHAT_DURATION_MINUTES;
  // Each chat that a visitor can have for longer is one fewer for the others.
  const defaultMinutes = settings.isAnonymous ? usual : longest;
  return {
    [START_CHAT_ENVIRONMENT.instanceArn]: settings.instance.arn,
    [START_CHAT_ENVIRONMENT.contactFlowIds]: settings.contactFlowIds.join(','),
    [START_CHAT_ENVIRONMENT.defaultRehydrationType]: settings.defaultRehydrationType ?? RehydrationType.ENTIRE_PAST_SESSION,
    [START_CHAT_ENVIRONMENT.rehydrationFailure]: settings.rehydrationFailure ?? RehydrationFailure.START_NEW_CHAT,
    [START_CHAT_ENVIRONMENT.allowedOrigins]: (settings.allowedOrigins ?? []).join(','),
    ...(settings.allowCredentials && { [OPTIONAL_START_CHAT_ENVIRONMENT.allowCredentials]: 'true' }),
    [START_CHAT_ENVIRONMENT.allowedAttributes]: (settings.allowedAttributes ?? []).join(','),
    [START_CHAT_ENVIRONMENT.maxChatDurationMinutes]: `${settings.maxChatDuration?.toMinutes() ?? defaultMinutes}`,
    ...(settings.allowedAttributePrefixes?.length && {
      [OPTIONAL_START_CHAT_ENVIRONMENT.allowedAttributePrefixes]: settings.allowedAttributePrefixes.join(','),
    }),
    ...(settings.unknownAttributes === UnknownAttributes.DROP && { [OPTIONAL_START_CHAT_ENVIRONMENT.unknownAttributes]: settings.unknownAttributes }),
    ...(settings.segmentAttributes && { [OPTIONAL_START_CHAT_ENVIRONMENT.segmentAttributes]: JSON.stringify(settings.segmentAttributes) }),
    ...(settings.responseMode && { [OPTIONAL_START_CHAT_ENVIRONMENT.responseMode]: settings.responseMode }),
    ...(settings.disconnectAgentOnCustomerExit && { [OPTIONAL_START_CHAT_ENVIRONMENT.disconnectAgentOnCustomerExit]: 'true' }),
    [START_CHAT_ENVIRONMENT.attachments]: `${settings.attachments ?? false}`,
    [HASH_ENVIRONMENT.hashKey]: Aws.STACK_ID,
  };
}
