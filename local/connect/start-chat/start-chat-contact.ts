import type { StartChatContactResponse } from '@aws-sdk/client-connect';
import type { Quotas } from './quotas';
import type { ValidStartChatRequest } from './start-chat-request';
import type { ClientTokens } from '../contact-centre/client-tokens';
import type { ChatSession, Contacts } from '../contact-centre/contacts';
import { type Instance, requireInstance } from '../contact-centre/instance';
import type { Transcripts } from '../contact-centre/transcripts';
import { resourceNotFound } from '../protocol/connect-error';
import type { SourceContacts } from '../rehydration/source-contacts';

const DEFAULT_DURATION_MINUTES = 1500;

export interface ChatState {
  readonly instance: Omit<Instance, 'instanceArn'>;
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly sources: SourceContacts;
  readonly clientTokens: ClientTokens;
  readonly quotas: Quotas;
}

/** Starts a chat, or returns the chat that an earlier request with the same client token started. */
export function startChatContact(request: ValidStartChatRequest, region: string, state: ChatState): StartChatContactResponse {
  requireInstanceAndFlow(request, region, state.instance);
  const made = request.ClientToken && state.clientTokens.findContact(request.ClientToken);
  const session = made ? state.contacts.requireSession(made) : startSession(request, state);
  return {
    ContactId: session.contacts[0].contactId,
    ParticipantId: session.participantId,
    ParticipantToken: session.participantToken,
    ContinuedFromContactId: session.continuedFromContactId,
  };
}

function requireInstanceAndFlow({ InstanceId, ContactFlowId }: ValidStartChatRequest, region: string, instance: ChatState['instance']): void {
  requireInstance(InstanceId, region, instance);
  if (!instance.contactFlowIds.includes(ContactFlowId)) throw resourceNotFound();
}

function startSession(request: ValidStartChatRequest, state: ChatState): ChatSession {
  const rehydration = request.PersistentChat && state.sources.rehydrate(request.PersistentChat);
  state.quotas.requireFreeChat();
  const session = state.contacts.start({
    customerName: request.ParticipantDetails.DisplayName!,
    durationMinutes: request.ChatDurationInMinutes ?? DEFAULT_DURATION_MINUTES,
    disconnectsAgent: request.DisconnectOnCustomerExit?.includes('AGENT'),
    ...rehydration,
  });
  const { contactId } = session.contacts[0];
  if (request.ClientToken) state.clientTokens.remember(request.ClientToken, contactId);
  if (request.InitialMessage) {
    const { Content, ContentType } = request.InitialMessage;
    session.initialMessageId = state.transcripts.say(contactId, { role: 'CUSTOMER', content: Content!, contentType: ContentType! }).Id;
  }
  return session;
}
