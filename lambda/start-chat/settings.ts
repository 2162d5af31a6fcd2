import { InstanceSettings, parseInstanceArn } from '../connect-instance';
import { EnvironmentError, parseJsonVariable, readNonEmptyVariable, readPositiveNumber, readVariable, readWholeNumber } from '../read-variables';
import { REHYDRATION_FAILURES, RehydrationSettings } from './contract/rehydration-failure';
import { REHYDRATION_TYPES, RehydrationType } from './contract/start-plan';
import { AttributeSettings, UNKNOWN_ATTRIBUTES } from './decide-attributes';
import { ResumeHandleSettings } from './handles/kms-keys';
import { CALLER_IDENTITIES, CallerSettings } from './request/caller';
import { isObject } from './request/json-values';
import { AllowedOrigins } from './request/origin';
import { SignedInCustomerSettings } from './signed-in-customer';
import { VisitorSettings } from './visitors/visitor-starts';
import { DEFAULT_SUBJECT_KEY } from '../../src/shared/authorizer-context';
import {
  ACCESS_ENVIRONMENT, CUSTOMER_THROTTLE_ENVIRONMENT, HASH_ENVIRONMENT, LATE_REHYDRATION_ENVIRONMENT, OPTIONAL_START_CHAT_ENVIRONMENT,
  SESSION_ENVIRONMENT, START_CHAT_ENVIRONMENT, VISITOR_ENVIRONMENT,
} from '../../src/shared/environment';
import type { CustomerThrottle } from '../sessions/customer-budget';
import type { SessionTableSettings } from '../sessions/session-table';
import { readSessionTableSettings } from '../sessions/settings';

const RESPONSE_MODES = ['COMPLETE', 'INCREMENTAL'] as const;

/** The function's settings, which the construct writes into environment variables. */
export interface Settings extends InstanceSettings, CallerSettings, SignedInCustomerSettings, AllowedOrigins, AttributeSettings, RehydrationSettings {
  /** The first is used when the caller chooses none. */
  readonly contactFlowIds: readonly string[];
  readonly defaultRehydrationType: RehydrationType;
  readonly segmentAttributes: ReadonlyMap<string, string>;
  /** Absent: what Connect does by itself. */
  readonly responseMode?: (typeof RESPONSE_MODES)[number];
  readonly maxChatDurationMinutes: number;
  readonly disconnectAgentOnCustomerExit: boolean;
  readonly attachments: boolean;
  /** Where customers' sessions are stored, when there is a session store. */
  readonly sessionTable?: SessionTableSettings;
  /** How often one customer of the session store may ask. Absent: as often as the customer likes. */
  readonly customerThrottle?: CustomerThrottle;
  /** The key of the customers' hashes in the log. Absent: the log has none. */
  readonly hashKey?: string;
  /** The keys and lifetime of resume handles. Absent when the API has none. */
  readonly resumeHandles?: ResumeHandleSettings;
  /** The queue of past chats that are attached after the start. Absent when that is switched off. */
  readonly pastChatQueueUrl?: string;
  /** Where the starts of each visitor's address are counted. Absent: they are not. */
  readonly visitors?: VisitorSettings;
  /** Whether a contact id may name the past chat. */
  readonly acceptSourceContactId: boolean;
  /** Whether the caller is a trusted backend, which sends the customer's id. */
  readonly callerNamesCustomer: boolean;
}

/** Reads the variables that the construct sets, once. An error names the variable that is missing or wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const read = (name: string) => readVariable(environment, name);
  const readList = (name: string, text = read(name)) => text.split(',').map((item) => item.trim()).filter((item) => item !== '');
  const readOneOf = <T extends string>(name: string, values: readonly T[], text = read(name)) => {
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw new EnvironmentError(name, `one of ${values.join(', ')}`, text);
    return value;
  };
  const optional = (name: keyof typeof OPTIONAL_START_CHAT_ENVIRONMENT) => environment[OPTIONAL_START_CHAT_ENVIRONMENT[name]];
  const responseMode = optional('responseMode');
  const contactFlowIds = readList(START_CHAT_ENVIRONMENT.contactFlowIds);
  if (contactFlowIds.length === 0) throw new EnvironmentError(START_CHAT_ENVIRONMENT.contactFlowIds, 'a comma-separated list of flow ids', '');
  const isIam = readOneOf(START_CHAT_ENVIRONMENT.callerIdentity, CALLER_IDENTITIES) === 'IAM';
  const sessionTable = environment[SESSION_ENVIRONMENT.tableName] === undefined ? undefined : readSessionTableSettings(environment);
  return {
    ...parseInstanceArn(read(START_CHAT_ENVIRONMENT.instanceArn)),
    contactFlowIds,
    defaultRehydrationType: readOneOf(START_CHAT_ENVIRONMENT.defaultRehydrationType, REHYDRATION_TYPES),
    rehydrationFailure: readOneOf(START_CHAT_ENVIRONMENT.rehydrationFailure, REHYDRATION_FAILURES),
    allowedOrigins: readList(START_CHAT_ENVIRONMENT.allowedOrigins),
    allowCredentials: optional('allowCredentials') === 'true',
    allowedAttributes: readList(START_CHAT_ENVIRONMENT.allowedAttributes),
    allowedAttributePrefixes: readList(OPTIONAL_START_CHAT_ENVIRONMENT.allowedAttributePrefixes, optional('allowedAttributePrefixes') ?? ''),
    unknownAttributes: readOneOf(OPTIONAL_START_CHAT_ENVIRONMENT.unknownAttributes, UNKNOWN_ATTRIBUTES, optional('unknownAttributes') ?? 'REFUSE'),
    segmentAttributes: parseTexts(OPTIONAL_START_CHAT_ENVIRONMENT.segmentAttributes, optional('segmentAttributes')),
    responseMode: responseMode === undefined ? undefined : readOneOf(OPTIONAL_START_CHAT_ENVIRONMENT.responseMode, RESPONSE_MODES, responseMode),
    maxChatDurationMinutes: readWholeNumber(environment, START_CHAT_ENVIRONMENT.maxChatDurationMinutes),
    disconnectAgentOnCustomerExit: optional('disconnectAgentOnCustomerExit') === 'true',
    attachments: readOneOf(START_CHAT_ENVIRONMENT.attachments, ['true', 'false']) === 'true',
    callerIdentity: readOneOf(START_CHAT_ENVIRONMENT.callerIdentity, CALLER_IDENTITIES),
    identifyCustomer: environment[ACCESS_ENVIRONMENT.identifyCustomer] === 'true',
    attributeClaims: parseTexts(ACCESS_ENVIRONMENT.attributeClaims, environment[ACCESS_ENVIRONMENT.attributeClaims]),
    displayNameClaim: environment[ACCESS_ENVIRONMENT.displayNameClaim],
    customerIdPrefix: environment[ACCESS_ENVIRONMENT.customerIdPrefix] ?? '',
    shareIdempotencyKeys: environment[ACCESS_ENVIRONMENT.shareIdempotencyKeys] === 'true',
    subjectKey: environment[ACCESS_ENVIRONMENT.subjectKey] ?? DEFAULT_SUBJECT_KEY,
    issuerKey: environment[ACCESS_ENVIRONMENT.issuerKey],
    sessionTable,
    customerThrottle: environment[CUSTOMER_THROTTLE_ENVIRONMENT.rateLimit] === undefined ? undefined : readCustomerThrottle(environment),
    hashKey: environment[HASH_ENVIRONMENT.hashKey],
    resumeHandles: environment[ACCESS_ENVIRONMENT.resumeHandleKeyArn] ? readResumeHandles(environment) : undefined,
    pastChatQueueUrl: environment[LATE_REHYDRATION_ENVIRONMENT.queueUrl],
    visitors: environment[VISITOR_ENVIRONMENT.tableName] === undefined ? undefined : readVisitorSettings(environment),
    // A backend is trusted with contact ids, and a session store checks them.
    acceptSourceContactId: isIam || sessionTable !== undefined || environment[ACCESS_ENVIRONMENT.acceptSourceContactId] === 'true',
    callerNamesCustomer: isIam && sessionTable !== undefined,
  };
}

function readResumeHandles(environment: NodeJS.ProcessEnv): ResumeHandleSettings {
  return {
    keyArn: readNonEmptyVariable(environment, ACCESS_ENVIRONMENT.resumeHandleKeyArn),
    lifetimeSeconds: readWholeNumber(environment, ACCESS_ENVIRONMENT.resumeHandleLifetimeSeconds),
    generation: readNonEmptyVariable(environment, ACCESS_ENVIRONMENT.resumeHandleGeneration),
  };
}

function readCustomerThrottle(environment: NodeJS.ProcessEnv): CustomerThrottle {
  return {
    ratePerSecond: readPositiveNumber(environment, CUSTOMER_THROTTLE_ENVIRONMENT.rateLimit),
    burst: readWholeNumber(environment, CUSTOMER_THROTTLE_ENVIRONMENT.burstLimit),
  };
}

function readVisitorSettings(environment: NodeJS.ProcessEnv): VisitorSettings {
  return {
    tableName: readNonEmptyVariable(environment, VISITOR_ENVIRONMENT.tableName),
    chatsPerAddress: readWholeNumber(environment, VISITOR_ENVIRONMENT.chatsPerAddress),
    hashKey: readNonEmptyVariable(environment, HASH_ENVIRONMENT.hashKey),
  };
}

function parseTexts(name: string, json = '{}'): ReadonlyMap<string, string> {
  const value = parseJsonVariable(json);
  const entries = isObject(value) ? Object.entries(value) : [];
  if (!isObject(value) || !entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw new EnvironmentError(name, 'a JSON object of strings', json);
  }
  return new Map(entries);
}
