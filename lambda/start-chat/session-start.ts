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
import { resumeChat } from '../sessions/resume-chat';
import { SessionTable, SessionTableError, SessionTableSettings } from '../sessions/session-table';

/** The chats of customers whose sessions are stored. */
export interface SessionChats {
  /** Starts, resumes or rehydrates the customer's chat. */
  start(request: StartRequest, caller: Caller, plan: StartPlan, connect: ConnectCalls): Promise<StartedChat>;
  /** Gives back the customer's running chat only. */
  resume(request: StartRequest, caller: Caller, deadline: AbortSignal): Promise<StartedChat>;
}

export function createSessionChats(tableSettings: SessionTableSettings, settings: Settings, environment: NodeJS.ProcessEnv): SessionChats {
  const table = new SessionTable(createDynamoDbClient(tableSettings.tableName, environment), tableSettings);
  const createServices = (deadline: AbortSignal) => ({
    table: table.withDeadline(deadline),
    participants: createParticipantService(settings.region, environment, deadline, settings.disconnectAgentOnCustomerExit),
    now: Date.now,
  });
  return {
    async start(request, caller, { chat, sourceContactId, rehydrationType }, connect) {
      const sessionRequest: SessionRequest = { sourceContactId, rehydrationType, startsNew: request.startsNew };
      return new CustomerChat(identifyCustomer(request, caller), {
        ...createServices(connect.deadline),
        decide: (...known) => decideSession(sessionRequest, ...known),
        startChat: async (start) => startChat(chat, start, settings, connect),
        pause,
      }).startOrResume().catch(throwFailure);
    },
    async resume(request, caller, deadline) {
      return resumeChat(identifyCustomer(request, caller), createServices(deadline)).catch(throwFailure);
    },
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
