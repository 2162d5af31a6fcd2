import { setTimeout as pause } from 'timers/promises';
import { ConnectCalls } from './connect/calls';
import { startChat } from './connect/execute';
import { StartChatFailure, TooManyChatsFailure } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import { AnnouncedChat } from './late-rehydration';
import { Caller } from './request/caller';
import { StartRequest } from './request/parse';
import { Settings } from './settings';
import { getErrorName } from '../aws/call-error';
import { PastChatQueue } from '../late-rehydration/past-chat-queue';
import { CustomerBudget } from '../sessions/customer-budget';
import { CustomerChat } from '../sessions/customer-chat';
import { hashCustomer } from '../sessions/customer-sessions';
import { SessionRequest, decideSession } from '../sessions/decide-session';
import { createDynamoDbClient } from '../sessions/dynamodb';
import { createParticipantService } from '../sessions/participant-service';
import { resumeChat } from '../sessions/resume-chat';
import { SendPastChat } from '../sessions/send-past-chat';
import { SessionTable, SessionTableError, SessionTableSettings } from '../sessions/session-table';

/** The chats of customers whose sessions are stored. */
export interface SessionChats {
  /** Starts, resumes or rehydrates the customer's chat. */
  start(request: StartRequest, caller: Caller, plan: StartPlan, connect: ConnectCalls): Promise<AnnouncedChat>;
  /** Gives back the customer's running chat only. */
  resume(request: StartRequest, caller: Caller, deadline: AbortSignal): Promise<AnnouncedChat>;
}

/** @param pastChats absent: past chats are not attached later */
export function createSessionChats(
  tableSettings: SessionTableSettings, settings: Settings, environment: NodeJS.ProcessEnv, pastChats?: PastChatQueue,
): SessionChats {
  const dynamoDb = createDynamoDbClient(tableSettings.tableName, environment);
  const table = new SessionTable(dynamoDb, tableSettings);
  const budget = settings.customerThrottle && new CustomerBudget(dynamoDb, tableSettings.tableName, settings.customerThrottle);
  const spend = async (customer: string, deadline: AbortSignal) => {
    const wait = await budget?.take(customer, Date.now(), deadline) ?? 0;
    if (wait > 0) throw new TooManyChatsFailure(Math.ceil(wait / 1000));
  };
  const createServices = (deadline: AbortSignal) => ({
    table: table.withDeadline(deadline),
    participants: createParticipantService(settings.region, environment, deadline, settings.disconnectAgentOnCustomerExit),
    now: Date.now,
  });
  return {
    async start(request, caller, { chat, sourceContactId, rehydrationType }, connect) {
      const customer = identifyCustomer(request, caller);
      await spend(customer, connect.deadline);
      const sessionRequest: SessionRequest = { sourceContactId, rehydrationType, startsNew: request.startsNew };
      const sending = sendTo(pastChats);
      const started = await new CustomerChat(customer, {
        ...createServices(connect.deadline),
        decide: (...known) => decideSession(sessionRequest, ...known),
        startChat: async (start) => startChat(chat, start, settings, connect),
        hasInitialMessage: request.initialMessage && true,
        sendPastChat: sending.send,
        pause,
      }).startOrResume().catch(throwFailure);
      return { chat: started, queueErrorName: sending.errorName };
    },
    async resume(request, caller, deadline) {
      const customer = identifyCustomer(request, caller);
      await spend(customer, deadline);
      const sending = sendTo(pastChats);
      const services = { ...createServices(deadline), sendPastChat: sending.send };
      const chat = await resumeChat(customer, services).catch(throwFailure);
      return { chat, queueErrorName: sending.errorName };
    },
  };
}

/** Sends the messages of one request, and keeps why one could not be sent. */
function sendTo(queue: PastChatQueue | undefined): { readonly send?: SendPastChat; errorName?: string } {
  if (!queue) return {};
  const sending: ReturnType<typeof sendTo> = {
    send: async (message, deadline) => {
      sending.errorName = await queue.send(message, deadline).then(() => undefined, getErrorName);
      return sending.errorName === undefined;
    },
  };
  return sending;
}

function identifyCustomer({ customerId }: StartRequest, caller: Caller): string {
  if (customerId !== undefined) return hashCustomer('customerId', customerId);
  if (caller.kind !== 'identified') throw new Error('A session store needs callers with an identity.');
  return hashCustomer(caller.issuer, caller.subject);
}

function throwFailure(error: unknown): never {
  throw error instanceof SessionTableError ? new StartChatFailure('SessionsUnavailable', { cause: error }) : error;
}
