import { ACCESS_ENVIRONMENT, SESSION_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../src/shared/environment';

const CALLER_IDENTITIES = ['IAM', 'COGNITO', 'JWT', 'AUTHORIZER', 'ANONYMOUS'] as const;

/** What the construct's user decided about who may start a chat. */
export interface AccessSettings {
  readonly callerIdentity: (typeof CALLER_IDENTITIES)[number];
  /** Whether Connect is told that the customer is signed in, and as whom. */
  readonly identifyCustomer: boolean;
  /** Contact attributes by the claim that they come from. */
  readonly attributeClaims: ReadonlyMap<string, string>;
  /** Where an own authorizer's context says who the caller is, and who vouches for it. */
  readonly subjectKey: string;
  readonly issuerKey?: string;
  /** How customers come back whom no session store remembers. */
  readonly resumeHandles?: { readonly keyArn: string; readonly lifetimeSeconds: number; readonly generation: string };
  /**
   * Whether a plain contact id may name the past chat: a trusted backend's, one that a session store checks, or anybody's
   * where the construct's user says so.
   */
  readonly acceptSourceContactId: boolean;
}

export function readAccessSettings(environment: NodeJS.ProcessEnv): AccessSettings {
  const identity = environment[START_CHAT_ENVIRONMENT.callerIdentity];
  if (identity === undefined) throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.callerIdentity} is missing.`);
  const callerIdentity = CALLER_IDENTITIES.find((known) => known === identity);
  if (!callerIdentity) throw new Error(`The environment variable ${START_CHAT_ENVIRONMENT.callerIdentity} must be one of ${CALLER_IDENTITIES.join(', ')}.`);
  return {
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

function resumeHandles(environment: NodeJS.ProcessEnv): AccessSettings['resumeHandles'] {
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
