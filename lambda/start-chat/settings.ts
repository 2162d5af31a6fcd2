import { REHYDRATION_FAILURES, RehydrationSettings } from './connect/execute';
import { SignedInCustomerSettings } from './connect/signed-in-customer';
import { REHYDRATION_TYPES, RehydrationType } from './contract/start-plan';
import { ResumeHandleSettings } from './handles/kms-keys';
import { CALLER_IDENTITIES, CallerSettings } from './request/caller';
import { AllowedOrigins } from './request/origin';
import { ACCESS_ENVIRONMENT, SESSION_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../src/shared/environment';

/** What the construct's user decided, as the function's environment carries it. */
export interface Settings extends CallerSettings, SignedInCustomerSettings, AllowedOrigins, RehydrationSettings {
  readonly instanceArn: string;
  readonly instanceId: string;
  /** The Region that Connect is called in. */
  readonly region: string;
  /** The first is the one used when the caller chooses none. */
  readonly contactFlowIds: readonly string[];
  readonly defaultRehydrationType: RehydrationType;
  readonly allowedAttributes: readonly string[];
  readonly maxChatDurationMinutes: number;
  readonly attachments: boolean;
  /** How customers come back whom no session store remembers. */
  readonly resumeHandles?: ResumeHandleSettings;
  /**
   * Whether a plain contact id may name the past chat: a trusted backend's, one that a session store checks, or anybody's
   * where the construct's user says so.
   */
  readonly acceptSourceContactId: boolean;
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
  const callerIdentity = oneOf(START_CHAT_ENVIRONMENT.callerIdentity, CALLER_IDENTITIES);
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
    callerIdentity,
    identifyCustomer: environment[ACCESS_ENVIRONMENT.identifyCustomer] === 'true',
    attributeClaims: attributeClaims(environment[ACCESS_ENVIRONMENT.attributeClaims] ?? '{}'),
    subjectKey: environment[ACCESS_ENVIRONMENT.subjectKey] ?? 'principalId',
    issuerKey: environment[ACCESS_ENVIRONMENT.issuerKey],
    resumeHandles: resumeHandles(environment),
    acceptSourceContactId: callerIdentity === 'IAM'
      || environment[SESSION_ENVIRONMENT.tableName] !== undefined
      || environment[ACCESS_ENVIRONMENT.acceptSourceContactId] === 'true',
  };
}

function parseInstanceArn(arn: string) {
  const match = /^arn:[^:]+:connect:([^:]+):[^:]+:instance\/([^/]+)$/.exec(arn);
  if (!match) throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.instanceArn} is not the ARN of a Connect instance.`);
  return { region: match[1], instanceId: match[2] };
}

function resumeHandles(environment: NodeJS.ProcessEnv): ResumeHandleSettings | undefined {
  const keyArn = environment[ACCESS_ENVIRONMENT.resumeHandleKeyArn];
  if (!keyArn) return undefined;
  const lifetimeSeconds = Number(environment[ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds]);
  if (!(lifetimeSeconds > 0)) throw new Error(`The environment variable ${ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds} must be a number of seconds.`);
  const generation = environment[ACCESS_ENVIRONMENT.resumeHandleGeneration];
  if (!generation) throw new Error(`The environment variable ${ACCESS_ENVIRONMENT.resumeHandleGeneration} is missing.`);
  return { keyArn, lifetimeSeconds, generation };
}

function attributeClaims(json: string): ReadonlyMap<string, string> {
  const keys = Object.entries(JSON.parse(json) as Record<string, unknown>);
  if (!keys.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw new Error(`The environment variable ${ACCESS_ENVIRONMENT.attributeClaims} must map claims to the keys of attributes.`);
  }
  return new Map(keys);
}
