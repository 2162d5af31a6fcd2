import type { StartChatContactResponse } from '@aws-sdk/client-connect';
import { ConnectCalls } from './calls';
import { classifyError, isRefusedAtOnce, isRequestRefused } from './errors';
import { hashTexts } from '../../hash';
import { ConnectFailure, StartChatFailure } from '../contract/failure';
import { RehydrationSettings } from '../contract/rehydration-failure';
import { ChatDetails, ChatStart, StartPlan } from '../contract/start-plan';
import { SourceRefused, StartedChat } from '../contract/started-chat';

/** Connect reported a chat that no client could join. */
class IncompleteChatError extends Error {
  readonly name = 'IncompleteChatError';
}

/** Starts the planned chat; when Connect refuses its source contact, one without it. */
export async function executePlan(plan: StartPlan, settings: RehydrationSettings, connect: ConnectCalls): Promise<StartedChat> {
  const { chat, clientToken, sourceContactId, rehydrationType, sourceRefused } = plan;
  const source = sourceContactId === undefined ? undefined : { contactId: sourceContactId, rehydrationType };
  const started = await startChat(chat, { clientToken, source, sourceRefused }, settings, connect);
  if (!('sourceRefused' in started)) return started;
  // Another chat needs another token: with the first one Connect could repeat its refusal.
  const ownToken = clientToken && hashTexts(['without-source', clientToken]);
  return executePlan({ ...plan, ...started, clientToken: ownToken, sourceContactId: undefined }, settings, connect);
}

/**
 * Asks Connect for one chat.
 * @throws SourceContactRefused when Connect refuses the source contact and the settings ask for the error
 */
export async function startChat(
  chat: ChatDetails, start: ChatStart, { rehydrationFailure }: RehydrationSettings, connect: ConnectCalls,
): Promise<StartedChat | SourceRefused> {
  const { clientToken: ClientToken, source } = start;
  const PersistentChat = source && { SourceContactId: source.contactId, RehydrationType: source.rehydrationType };
  try {
    return readStartedChat(await connect.startChatContact({ ...chat, ClientToken, PersistentChat }), start);
  } catch (error) {
    if (!source || !isRequestRefused(error)) throw toConnectFailure(error);
    if (rehydrationFailure === 'RETURN_ERROR') throw new StartChatFailure('SourceContactRefused');
    return { sourceRefused: 'SOURCE_REFUSED' };
  }
}

function readStartedChat(response: StartChatContactResponse, { source, sourceRefused }: ChatStart): StartedChat {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken, ContinuedFromContactId } = response;
  if (!contactId || !participantId || !participantToken) throw new IncompleteChatError();
  const chat = { contactId, participantId, participantToken, continuedFromContactId: ContinuedFromContactId };
  if (sourceRefused) return { ...chat, outcome: 'NOT_REHYDRATED', reasonCode: sourceRefused };
  if (!source) return { ...chat, outcome: 'NEW' };
  return ContinuedFromContactId ? { ...chat, outcome: 'REHYDRATED' } : { ...chat, outcome: 'NOT_REHYDRATED', reasonCode: 'SOURCE_NOT_CONTINUED' };
}

// An error of no known kind stays as it is, so that its stack can be logged.
function toConnectFailure(error: unknown): unknown {
  const code = classifyError(error);
  return code === 'InternalError' ? error : new ConnectFailure(code, isRefusedAtOnce(error));
}
