import { setTimeout as pause } from 'timers/promises';
import { Execution, execute } from './connect/execute';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { Caller } from './request/caller';
import { StartRequest } from './request/parse';
import { Settings } from './settings';
import { SESSION_ENVIRONMENT } from '../../src/shared/environment';
import { CustomerChat } from '../sessions/customer-chat';
import { customerKey } from '../sessions/customer-sessions';
import { SessionRequest, decideSession } from '../sessions/decide-session';
import { participantServiceAt } from '../sessions/participant-service';
import { readSessionTable } from '../sessions/table-in-environment';

/** Starts, resumes or rehydrates a customer's chat by what a session store knows. */
export type SessionStart = (request: StartRequest, caller: Caller, plan: StartPlan, run: Execution) => Promise<StartedChat>;

/** @returns undefined when the function was given no session table */
export function sessionStartIn(environment: NodeJS.ProcessEnv, settings: Settings): SessionStart | undefined {
  if (environment[SESSION_ENVIRONMENT.tableName] === undefined) return undefined;
  const table = readSessionTable(environment);
  // https://docs.aws.amazon.com/general/latest/gr/connect_region.html
  const participantEndpoint = environment.AWS_ENDPOINT_URL_CONNECTPARTICIPANT ?? `https://participant.connect.${settings.region}.amazonaws.com`;
  return (request, caller, plan, run) => new CustomerChat(customerOf(request, caller), {
    table: table.until(run.deadline),
    participants: participantServiceAt(participantEndpoint, run.deadline),
    decide: (sessions, liveness, now) => decideSession(sessionRequest(request, settings), sessions, liveness, now),
    start: ({ clientToken, source, onSourceRefused }) => execute(
      {
        chat: { ...plan.chat, ClientToken: clientToken },
        source: source && { SourceContactId: source.contactId, RehydrationType: source.rehydrationType },
      },
      settings,
      { ...run, clientTokenWithoutSource: onSourceRefused },
    ),
    now: Date.now,
    pause,
  }).startOrResume();
}

function sessionRequest({ sourceContactId, rehydrationType, startsNew }: StartRequest, { defaultRehydrationType }: Settings): SessionRequest {
  return { sourceContactId, startsNew, rehydrationType: rehydrationType ?? defaultRehydrationType };
}

function customerOf({ customerId }: StartRequest, caller: Caller): string {
  if (customerId !== undefined) return customerKey('customerId', customerId);
  if (caller.kind !== 'identified') throw new Error('A session store needs callers with an identity.');
  return customerKey(caller.issuer, caller.subject);
}
