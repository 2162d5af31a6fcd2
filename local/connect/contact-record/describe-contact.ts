/**
 * Returns the record of one contact, also while it runs.
 *
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeContact.html
 */
import type { ChatMetrics, Contact as ContactRecord, DescribeContactResponse } from '@aws-sdk/client-connect';
import { countChatMetrics } from './chat-metrics';
import type { Assumptions } from '../contact-centre/assumptions';
import type { ChatSession, Contact, Contacts } from '../contact-centre/contacts';
import { type Instance, requireInstance } from '../contact-centre/instance';
import type { Transcripts } from '../contact-centre/transcripts';
import { ConnectError } from '../protocol/connect-error';
import { string, structure } from '../protocol/constraints';

export interface RecordState {
  readonly instance: Instance;
  readonly contacts: Contacts;
  readonly transcripts: Transcripts;
  readonly assumptions: Assumptions;
}

export interface ValidDescribeContactRequest {
  readonly InstanceId: string;
  readonly ContactId: string;
}

const describe = structure({ InstanceId: string(1, 100), ContactId: string(1, 256) });

/** @throws ConstraintError */
export function validateDescribeContact(request: unknown): ValidDescribeContactRequest {
  describe(request, 'The request');
  return request as ValidDescribeContactRequest;
}

export function describeContact({ InstanceId, ContactId }: ValidDescribeContactRequest, region: string, state: RecordState): DescribeContactResponse {
  requireInstance(InstanceId, region, state.instance);
  const session = state.contacts.findSession(ContactId);
  if (!session) throw new ConnectError('ResourceNotFoundException', 'The contact does not exist');
  return { Contact: toRecord(state.contacts.get(ContactId), session, state) };
}

function toRecord(contact: Contact, session: ChatSession, state: RecordState): ContactRecord {
  const { contactId, initialContactId, agent, endedAt } = contact;
  const namesInitial = contactId !== initialContactId || state.assumptions.initialContactIdOnFirstSegment;
  const lastUpdate = Math.max(contact.initiatedAt, agent?.connectedAt ?? 0, endedAt ?? 0);
  return {
    Arn: `${state.instance.instanceArn}/contact/${contactId}`,
    Id: contactId,
    InitialContactId: namesInitial ? initialContactId : undefined,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Channel: 'CHAT',
    InitiationTimestamp: new Date(contact.initiatedAt),
    DisconnectTimestamp: endedAt === undefined ? undefined : new Date(endedAt),
    LastUpdateTimestamp: new Date(lastUpdate),
    AgentInfo: agent && { ConnectedToAgentTimestamp: new Date(agent.connectedAt) },
    ChatMetrics: readChatMetrics(contact, session, state),
  };
}

function readChatMetrics(contact: Contact, session: ChatSession, { transcripts, assumptions }: RecordState): ChatMetrics | undefined {
  const { chatMetrics, initialMessageCounts } = assumptions;
  if (chatMetrics === 'NEVER' || (chatMetrics === 'WHEN_ENDED' && contact.endedAt === undefined)) return undefined;
  const messages = transcripts.listMessages(contact.contactId)
    .filter(({ ContactId, Id }) => ContactId === contact.contactId && (initialMessageCounts || Id !== session.initialMessageId));
  return countChatMetrics(contact, session.participantId, messages);
}
