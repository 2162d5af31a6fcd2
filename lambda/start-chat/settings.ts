import { AccessSettings, readAccessSettings } from './access-settings';
import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';

export const REHYDRATION_TYPES = ['ENTIRE_PAST_SESSION', 'FROM_SEGMENT'] as const;
const REHYDRATION_FAILURES = ['START_NEW_CHAT', 'RETURN_ERROR'] as const;

export type RehydrationType = (typeof REHYDRATION_TYPES)[number];

/** What the construct's user decided, as the function's environment carries it. */
export interface Settings extends AccessSettings {
  readonly instanceArn: string;
  readonly instanceId: string;
  /** The Region that Connect is called in. */
  readonly region: string;
  /** The first is the one used when the caller chooses none. */
  readonly contactFlowIds: readonly string[];
  readonly defaultRehydrationType: RehydrationType;
  readonly rehydrationFailure: (typeof REHYDRATION_FAILURES)[number];
  readonly allowedOrigins: readonly string[];
  readonly allowedAttributes: readonly string[];
  readonly maxChatDurationMinutes: number;
  readonly attachments: boolean;
}

/** Reads the whole environment once, and throws an error that names the variable when one is missing or wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const read = (name: string) => {
    const value = environment[name];
    if (value === undefined) throw new Error(`The environment variable ${name} is missing.`);
    return value;
  };
  const list = (name: string) => read(name).split(',').map((item) => item.trim()).filter((item) => item !== '');
  const oneOf = <T extends string>(name: string, values: readonly T[]) => {
    const value = values.find((candidate) => candidate === read(name));
    if (value === undefined) throw new Error(`The environment variable ${name} must be one of ${values.join(', ')}.`);
    return value;
  };
  const instanceArn = read(START_CHAT_ENVIRONMENT.instanceArn);
  const { region, instanceId } = parseInstanceArn(instanceArn);
  const contactFlowIds = list(START_CHAT_ENVIRONMENT.contactFlowIds);
  if (contactFlowIds.length === 0) throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.contactFlowIds} names no flow.`);
  const maxChatDurationMinutes = Number(read(START_CHAT_ENVIRONMENT.maxChatDurationMinutes));
  if (!Number.isInteger(maxChatDurationMinutes) || maxChatDurationMinutes < 1) {
    throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.maxChatDurationMinutes} must be a whole number.`);
  }
  return {
    instanceArn,
    instanceId,
    region,
    contactFlowIds,
    defaultRehydrationType: oneOf(START_CHAT_ENVIRONMENT.defaultRehydrationType, REHYDRATION_TYPES),
    rehydrationFailure: oneOf(START_CHAT_ENVIRONMENT.rehydrationFailure, REHYDRATION_FAILURES),
    allowedOrigins: list(START_CHAT_ENVIRONMENT.allowedOrigins),
    allowedAttributes: list(START_CHAT_ENVIRONMENT.allowedAttributes),
    maxChatDurationMinutes,
    attachments: oneOf(START_CHAT_ENVIRONMENT.attachments, ['true', 'false']) === 'true',
    ...readAccessSettings(environment),
  };
}

function parseInstanceArn(arn: string) {
  const match = /^arn:[^:]+:connect:([^:]+):[^:]+:instance\/([^/]+)$/.exec(arn);
  if (!match) throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.instanceArn} is not the ARN of a Connect instance.`);
  return { region: match[1], instanceId: match[2] };
}
