import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkAttributes } from './check-attributes';
import { checkCors } from './check-cors';
import { checkMadeByFactory } from './check-factory';
import { checkFunctionOptions } from './check-function-options';
import { checkResumeHandleKey } from './check-keys';
import { checkCustomerThrottle, checkThrottle } from './check-throttle';
import { invalidProp } from './invalid-prop';
import { PersistentChatProps } from '../../persistent-chat-props';
import { RehydrationFailure } from '../../rehydration-failure';
import { RehydrationType } from '../../rehydration-type';
import { ResponseMode } from '../../response-mode';
import { CHAT_DURATION_MINUTES } from '../../shared/chat-duration';
import { UnknownAttributes } from '../../unknown-attributes';

/** An inline policy of a role may have 10,240 characters in all, and a flow's ARN takes about 150: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ADDITIONAL_FLOWS = 50;

/** Throws for the first prop that cannot work, before anything is created. Most tokens pass, because their values are not known yet. */
export function checkProps(scope: Construct, props: PersistentChatProps): void {
  checkMadeByFactory(scope, 'access', props.access, 'ChatAccess.iam()');
  checkMember(scope, 'defaultRehydrationType', props.defaultRehydrationType, RehydrationType);
  checkMember(scope, 'rehydrationFailure', props.rehydrationFailure, RehydrationFailure);
  checkMember(scope, 'unknownAttributes', props.unknownAttributes, UnknownAttributes);
  checkMember(scope, 'responseMode', props.responseMode, ResponseMode);
  checkLists(scope, props);
  checkCors(scope, props);
  checkAttributes(scope, props);
  const { maxChatDuration, throttle, resumeThrottle, customerThrottle, sessionStore, stageName } = props;
  if (maxChatDuration && !maxChatDuration.isUnresolved()) {
    const { shortest, longest } = CHAT_DURATION_MINUTES;
    const minutes = maxChatDuration.toMinutes({ integral: false });
    if (!Number.isInteger(minutes) || minutes < shortest || minutes > longest) {
      throw invalidProp(scope, 'maxChatDuration', {
        must: `be a whole number of minutes from ${shortest} to ${longest} (7 days)`, got: maxChatDuration,
      });
    }
  }
  checkThrottle(scope, 'throttle', throttle);
  checkThrottle(scope, 'resumeThrottle', resumeThrottle);
  checkCustomerThrottle(scope, customerThrottle, sessionStore !== undefined);
  if (resumeThrottle && !sessionStore) {
    throw invalidProp(scope, 'resumeThrottle', {
      must: 'be left out without a sessionStore', got: resumeThrottle, remedy: 'Only an API with a session store has the resource that it limits.',
    });
  }
  // A token does not pass, because the stage's construct id contains its name.
  if (stageName !== undefined && !/^[A-Za-z0-9_-]{1,128}$/.test(stageName)) {
    throw invalidProp(scope, 'stageName', { must: 'be 1 to 128 letters, digits, hyphens and underscores, known at synthesis', got: stageName });
  }
  checkFunctionOptions(scope, props);
  checkResumeHandleKey(scope, props.resumeHandleKey);
}

function checkMember(scope: Construct, prop: string, value: string | undefined, members: Record<string, string>): void {
  if (value !== undefined && !Object.values(members).includes(value)) {
    throw invalidProp(scope, prop, { must: `be one of ${Object.values(members).join(', ')}`, got: value });
  }
}

function checkLists(scope: Construct, props: PersistentChatProps): void {
  const { additionalContactFlowIds = [], allowedOrigins = [], allowedHeaders = [], allowedAttributes = [], allowedAttributePrefixes = [] } = props;
  const lists = { additionalContactFlowIds, allowedOrigins, allowedHeaders, allowedAttributes, allowedAttributePrefixes };
  for (const [prop, list] of Object.entries(lists)) {
    if (!Array.isArray(list)) {
      throw invalidProp(scope, prop, { must: 'be a list', got: list });
    }
    if (Token.isUnresolved(list)) {
      throw invalidProp(scope, prop, {
        must: 'be a list whose length is known at synthesis', got: list, remedy: 'Its items may be tokens, such as one parameter for each.',
      });
    }
  }
  if (additionalContactFlowIds.length > MOST_ADDITIONAL_FLOWS) {
    throw invalidProp(scope, 'additionalContactFlowIds', {
      must: `hold at most ${MOST_ADDITIONAL_FLOWS} flows`,
      got: additionalContactFlowIds.length,
      remedy: "The policy of the function's role has no room for more. Create one PersistentChat for each group of flows.",
    });
  }
}
