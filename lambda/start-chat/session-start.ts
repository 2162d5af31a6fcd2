import { setTimeout as pause } from 'timers/promises';
import { ConnectCalls } from './connect/calls';
import { startChat } from './connect/execute';
import { StartChatFailure } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { Caller } from './request/caller';
import { StartRequest } from './request/parse';
import { Settings } from './settings';
import { CustomerChat } from '../sessions/customer-chat';
import { hashCustomer } from '../sessions/customer-sessions';
import { SessionRequest, decideSession } from '../sessions/decide-session';
import { createDynamoDbClient } from '../sessions/dynamodb';
import { createParticipantService } from '../sessions/participant-service';
import { SessionTable, SessionTableError, SessionTableSettings } from '../sessions/session-table';

/** Starts, resumes or rehydrates the chat of a customer whose sessions are stored. */
export type SessionStart = (request: StartRequest, caller: Caller, plan: StartPlan, connect: ConnectCalls) => Promise<StartedChat>;

export function createSessionStart(tableSettings: SessionTableSettings, settings: Settings, environment: NodeJS.ProcessEnv): SessionStart {
  const table = new SessionTable(createDynamoDbClient(tableSettings.tableName, environment), tableSettings);
  return async (request, caller, { chat, sourceContactId, rehydrationType }, connect) => {
    const sessionRequest: SessionRequest = { sourceContactId, rehydrationType, startsNew: request.startsNew };
    return new CustomerChat(identifyCustomer(request, caller), {
      table: table.withDeadline(connect.deadline),
      participants: createParticipantService(settings.region, environment, connect.deadline, settings.disconnectAgentOnCustomerExit),
      decide: (...known) => decideSession(sessionRequest, ...known),
      startChat: async (start) => startChat(chat, start, settings, connect),
      now: Date.now,
      pause,
    }).startOrResume().catch(throwFailure);
  };
}

function identifyCustomer({ customerId }: StartRequest, caller: Caller): string {
  if (customerId !== undefined) return hashCustomer('customerId', customerId);
  if (caller.kind !== 'identified') throw new Error('A session store needs callers with an identity.');
  return hashCustomer(caller.issuer, caller.subject);
}

function throwFailure(error: unknown): never {
  throw error instanceof SessionTableError ? new StartChatFailure('SessionsUnavailable', { cause: error }) : error;
}
