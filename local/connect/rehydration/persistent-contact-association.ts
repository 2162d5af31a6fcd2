/**
 * Adds a past conversation to a chat that runs already.
 *
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePersistentContactAssociation.html
 */
import type { CreatePersistentContactAssociationRequest, CreatePersistentContactAssociationResponse } from '@aws-sdk/client-connect';
import type { SourceContacts } from './source-contacts';
import type { Assumptions } from '../contact-centre/assumptions';
import { EVENT_TYPES } from '../contact-centre/chat-item';
import type { ClientTokens } from '../contact-centre/client-tokens';
import { type ChatSession, type Contacts, isRunning } from '../contact-centre/contacts';
import { type Instance, requireInstance } from '../contact-centre/instance';
import type { Transcripts } from '../contact-centre/transcripts';
import { ConnectError } from '../protocol/connect-error';
import { oneOf, string, structure } from '../protocol/constraints';

export interface AssociationState {
  readonly instance: Instance;
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly sources: SourceContacts;
  readonly associationTokens: ClientTokens;
  readonly assumptions: Assumptions;
}

/** A request that satisfies the documented constraints. */
export type ValidAssociationRequest = { [P in 'InstanceId' | 'InitialContactId' | 'SourceContactId']: string }
  & Pick<CreatePersistentContactAssociationRequest, 'RehydrationType' | 'ClientToken'>;

const association = structure(
  {
    InstanceId: string(1, 100),
    InitialContactId: string(1, 256),
    RehydrationType: oneOf('ENTIRE_PAST_SESSION', 'FROM_SEGMENT'),
    SourceContactId: string(1, 256),
  },
  { ClientToken: string(0, 500) },
);

/** @throws ConstraintError */
export function validateAssociation(request: unknown): ValidAssociationRequest {
  association(request, 'The request');
  return request as ValidAssociationRequest;
}

export function createPersistentContactAssociation(
  request: ValidAssociationRequest, region: string, state: AssociationState,
): CreatePersistentContactAssociationResponse {
  requireInstance(request.InstanceId, region, state.instance);
  const token = request.ClientToken && `${request.InitialContactId} ${request.ClientToken}`;
  const made = token ? state.associationTokens.findContact(token) : undefined;
  if (made) return { ContinuedFromContactId: made };
  const continuedFromContactId = associate(request, state);
  if (token) state.associationTokens.remember(token, continuedFromContactId);
  return { ContinuedFromContactId: continuedFromContactId };
}

function associate(request: ValidAssociationRequest, state: AssociationState): string {
  const session = requireChat(request.InitialContactId, state);
  const { continuedFromContactId, pastContactIds } = state.sources.rehydrate(request)!;
  if (session.contacts.some(({ contactId }) => pastContactIds.includes(contactId))) {
    throw new ConnectError(state.assumptions.invalidRequest, 'The source contact continues the chat');
  }
  state.contacts.rehydrate(session, continuedFromContactId, pastContactIds);
  if (isRunning(session) && state.assumptions.lateRehydratedEvent) {
    state.transcripts.record(session.contacts.at(-1)!.contactId, 'SYSTEM', { Type: 'EVENT', ContentType: EVENT_TYPES.rehydrated });
  }
  return continuedFromContactId;
}

function requireChat(contactId: string, { contacts, assumptions }: AssociationState): ChatSession {
  const session = contacts.findSession(contactId);
  if (!session) throw new ConnectError('ResourceNotFoundException', 'The contact does not exist');
  const { laterContactAssociation, endedChatAssociation, secondAssociation } = assumptions;
  if (session.contacts[0].contactId !== contactId && laterContactAssociation !== 'ACCEPT') {
    throw new ConnectError(laterContactAssociation, 'The contact is not the initial contact of its chat');
  }
  if (!isRunning(session) && endedChatAssociation !== 'ACCEPT') throw new ConnectError(endedChatAssociation, 'The chat has ended');
  if (session.continuedFromContactId !== undefined) throw new ConnectError(secondAssociation, 'The chat continues a past contact already');
  return session;
}
