import type { StartChatContactCommandOutput, StartChatContactRequest, StartChatContactResponse } from '@aws-sdk/client-connect';
import { StartChatContact } from './client';
import { clientTokenWithoutSource } from './client-tokens';
import { attemptsOf, errorNameOf, failureCodeOf, isRefusedAtOnce, refusesRequest } from './errors';
import { ConnectFailure, StartChatFailure } from '../contract/failure';
import { StartPlan } from '../contract/start-plan';
import { StartedChat } from '../contract/started-chat';

const SOURCE_REFUSED = 'Amazon Connect did not accept the source contact: it may not have ended, its transcript may not be ready, or it may not exist.';
const SOURCE_NOT_CONTINUED = 'Amazon Connect started the chat without continuing the source contact.';

/** Connect reported a chat that no client could join. */
class IncompleteChatError extends Error {
  readonly name = 'IncompleteChatError';
}

/** What happened between this request and Connect, for its log line. */
export interface ConnectTrace {
  attempts: number;
  milliseconds: number;
  errorName?: string;
}

/** What `execute` works with. */
export interface Execution {
  readonly startChatContact: StartChatContact;
  readonly trace: ConnectTrace;
  /** When to give up. */
  readonly deadline: AbortSignal;
  /** Gives the client token of the chat that is started when Connect refused the source contact. */
  readonly clientTokenWithoutSource: (clientToken: string | undefined) => Promise<string | undefined>;
}

export function execution(startChatContact: StartChatContact, trace: ConnectTrace, deadline: AbortSignal): Execution {
  return {
    startChatContact,
    trace,
    deadline,
    clientTokenWithoutSource: async (clientToken) => clientToken && clientTokenWithoutSource(clientToken),
  };
}

/** What to do when Connect refuses the source contact. */
export const REHYDRATION_FAILURES = ['START_NEW_CHAT', 'RETURN_ERROR'] as const;

export interface RehydrationSettings {
  readonly rehydrationFailure: (typeof REHYDRATION_FAILURES)[number];
}

/** Starts the planned chat; when Connect refuses its source contact, a fresh one unless the settings ask for the error. */
export async function execute(plan: StartPlan, settings: RehydrationSettings, run: Execution): Promise<StartedChat> {
  const { startChatContact, trace, deadline } = run;
  const start = (request: StartChatContactRequest) => traced(trace, () => startChatContact(request, deadline));
  try {
    return startedChat(await start({ ...plan.chat, PersistentChat: plan.source }), plan);
  } catch (error) {
    if (!plan.source || !refusesRequest(error)) throw connectFailure(error);
    if (settings.rehydrationFailure === 'RETURN_ERROR') throw new StartChatFailure('SourceContactRefused');
  }
  // Another chat needs another token: with the first one Connect could repeat its refusal.
  const ClientToken = await run.clientTokenWithoutSource(plan.chat.ClientToken);
  try {
    const fresh: StartPlan = { chat: { ...plan.chat, ClientToken } };
    return { ...startedChat(await start(fresh.chat), fresh), outcome: 'NOT_REHYDRATED', reason: SOURCE_REFUSED };
  } catch (error) {
    throw connectFailure(error);
  }
}

async function traced(trace: ConnectTrace, call: () => Promise<StartChatContactCommandOutput>): Promise<StartChatContactCommandOutput> {
  const startedAt = performance.now();
  try {
    const response = await call();
    trace.attempts += attemptsOf(response);
    return response;
  } catch (error) {
    trace.attempts += attemptsOf(error);
    trace.errorName = errorNameOf(error);
    throw error;
  } finally {
    trace.milliseconds += Math.round(performance.now() - startedAt);
  }
}

function startedChat(response: StartChatContactResponse, { source, sourceRefused }: StartPlan): StartedChat {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken, ContinuedFromContactId } = response;
  if (!contactId || !participantId || !participantToken) throw new IncompleteChatError();
  const chat = { contactId, participantId, participantToken, continuedFromContactId: ContinuedFromContactId };
  if (sourceRefused) return { ...chat, outcome: 'NOT_REHYDRATED', reason: sourceRefused };
  if (!source) return { ...chat, outcome: 'NEW' };
  return ContinuedFromContactId ? { ...chat, outcome: 'REHYDRATED' } : { ...chat, outcome: 'NOT_REHYDRATED', reason: SOURCE_NOT_CONTINUED };
}

// An error of no known kind stays as it is, so that its stack can be logged.
function connectFailure(error: unknown): unknown {
  if (error instanceof StartChatFailure) return error;
  const code = failureCodeOf(error);
  return code === 'InternalError' ? error : new ConnectFailure(code, isRefusedAtOnce(error));
}
