import { randomUUID } from 'node:crypto';
import type { Assumptions } from './assumptions';
import type { ContactChange } from './contacts';

/** A contact event as EventBridge sends it to a target. */
export interface ContactEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': 'Amazon Connect Contact Event';
  readonly 'source': 'aws.connect';
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': ContactEventDetail;
}

/** @see https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
export interface ContactEventDetail {
  readonly eventType: ContactChange['eventType'];
  readonly contactId: string;
  readonly initialContactId?: string;
  readonly previousContactId?: string;
  readonly relatedContactId?: string;
  readonly channel: string;
  readonly instanceArn: string;
  readonly initiationMethod: string;
  readonly initiationTimestamp: string;
  readonly disconnectTimestamp?: string;
  readonly agentInfo?: { readonly connectedToAgentTimestamp: string };
}

export function toContactEvent(change: ContactChange, instanceArn: string, assumptions: Assumptions): ContactEvent {
  const [, , , region, account] = instanceArn.split(':');
  return {
    'version': '0',
    'id': randomUUID(),
    'detail-type': 'Amazon Connect Contact Event',
    'source': 'aws.connect',
    account,
    'time': new Date(change.at).toISOString(),
    region,
    'resources': [instanceArn, `${instanceArn}/contact/${change.contact.contactId}`],
    'detail': toDetail(change, instanceArn, assumptions),
  };
}

function toDetail({ eventType, contact }: ContactChange, instanceArn: string, assumptions: Assumptions): ContactEventDetail {
  const isFirst = contact.contactId === contact.initialContactId;
  return {
    eventType,
    contactId: contact.contactId,
    initialContactId: isFirst && !assumptions.initialContactIdOnFirstSegment ? undefined : contact.initialContactId,
    previousContactId: contact.previousContactId,
    relatedContactId: contact.relatedContactId,
    channel: assumptions.eventChannel,
    instanceArn,
    initiationMethod: contact.initiationMethod,
    initiationTimestamp: new Date(contact.initiatedAt).toISOString(),
    disconnectTimestamp: contact.endedAt === undefined ? undefined : new Date(contact.endedAt).toISOString(),
    agentInfo: contact.agent && { connectedToAgentTimestamp: new Date(contact.agent.connectedAt).toISOString() },
  };
}
