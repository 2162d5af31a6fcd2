import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './invalid-prop';
import { PersistentChatProps } from '../../persistent-chat-props';
import { RehydrationFailure } from '../../rehydration-failure';
import { RehydrationType } from '../../rehydration-type';
import { CHAT_DURATION_MINUTES } from '../../shared/chat-duration';

/** A flow's ARN takes up to about 150 of the 10,240 characters of a role's inline policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ADDITIONAL_FLOWS = 60;

/** Throws on the first prop that could not work, before anything is created. Tokens mostly pass: their values are not known yet. */
export function checkProps(scope: Construct, props: PersistentChatProps): void {
  if (typeof props.access === 'function') {
    // It would pass for a ChatAccess, since every function has a method named bind.
    throw invalidProp(scope, 'access', 'a function', 'what it returns when called, like ChatAccess.iam()');
  }
  checkMember(scope, 'defaultRehydrationType', props.defaultRehydrationType, RehydrationType);
  checkMember(scope, 'rehydrationFailure', props.rehydrationFailure, RehydrationFailure);
  checkLists(scope, props);
  checkOrigins(scope, props.allowedOrigins ?? []);
  for (const key of props.allowedAttributes ?? []) {
    if (!Token.isUnresolved(key) && !/^[A-Za-z0-9_-]+$/.test(key)) {
      throw invalidProp(scope, 'allowedAttributes', key, 'an attribute key of letters, digits, hyphens and underscores, which is all that Connect takes');
    }
  }
  const { maxChatDuration, throttle, stageName } = props;
  if (maxChatDuration && !maxChatDuration.isUnresolved()) {
    const { shortest, longest } = CHAT_DURATION_MINUTES;
    const minutes = maxChatDuration.toMinutes({ integral: false });
    if (!Number.isInteger(minutes) || minutes < shortest || minutes > longest) {
      throw invalidProp(scope, 'maxChatDuration', `${minutes} minutes`, `whole minutes from ${shortest} to ${longest} (7 days)`);
    }
  }
  if (isKnownAndBelow(throttle?.rateLimit, Number.MIN_VALUE)) {
    throw invalidProp(scope, 'throttle.rateLimit', throttle?.rateLimit, 'requests per second, above 0');
  }
  if (isKnownAndBelow(throttle?.burstLimit, 1)) {
    throw invalidProp(scope, 'throttle.burstLimit', throttle?.burstLimit, 'a number of requests, 1 or more');
  }
  // A token does not pass here: the stage's construct id is made of its name.
  if (stageName !== undefined && !/^[A-Za-z0-9_-]{1,128}$/.test(stageName)) {
    throw invalidProp(scope, 'stageName', stageName, '1 to 128 letters, digits, hyphens and underscores, known at synth');
  }
}

function checkMember(scope: Construct, prop: string, value: string | undefined, members: Record<string, string>): void {
  if (value !== undefined && !Object.values(members).includes(value)) {
    throw invalidProp(scope, prop, value, `one of ${Object.values(members).join(', ')}`);
  }
}

function isKnownAndBelow(value: number | undefined, limit: number): boolean {
  return value !== undefined && !Token.isUnresolved(value) && !(value >= limit);
}

function checkLists(scope: Construct, { additionalContactFlowIds = [], allowedOrigins = [], allowedAttributes = [] }: PersistentChatProps): void {
  const lists = { additionalContactFlowIds, allowedOrigins, allowedAttributes };
  for (const [prop, list] of Object.entries(lists)) {
    if (!Array.isArray(list)) {
      throw invalidProp(scope, prop, list, 'a list');
    }
    if (Token.isUnresolved(list)) {
      throw invalidProp(scope, prop, 'a list known at deployment only', 'a list whose length is known at synth; single items may be tokens');
    }
  }
  if (additionalContactFlowIds.length > MOST_ADDITIONAL_FLOWS) {
    throw invalidProp(scope, 'additionalContactFlowIds', `${additionalContactFlowIds.length} flows`,
      `at most ${MOST_ADDITIONAL_FLOWS} flows, since a role's policy is limited; use a PersistentChat for each group of flows`);
  }
}

function checkOrigins(scope: Construct, origins: string[]): void {
  for (const origin of origins) {
    if (origin === '*' && origins.length > 1) {
      throw invalidProp(scope, 'allowedOrigins', origins, "either '*' alone or a list of origins without it");
    }
    if (origin !== '*' && !Token.isUnresolved(origin) && !isOrigin(origin)) {
      throw invalidProp(scope, 'allowedOrigins', origin,
        "an origin as browsers send it, like 'https://www.example.com': scheme and host in lower case, the port if it is not the scheme's own, "
        + 'no path, no slash at the end');
    }
  }
}

/** What a browser sends. The characters are also safe inside the preflight's template. */
function isOrigin(value: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.[\]:_-]+$/.test(value)) {
    return false;
  }
  // Other schemes, like that of an app's web view, have no origin in the URL standard.
  return !/^https?:/.test(value) || (URL.canParse(value) && new URL(value).origin === value);
}
