import type { Assumptions } from './assumptions';
import { EVENT_TYPES, type ParticipantRole } from './chat-item';
import { type ContactChange, type Contacts, isRunning } from './contacts';
import type { Transcripts } from './transcripts';

type SessionEvent = [ParticipantRole, keyof typeof EVENT_TYPES];

/** Writes these events to the transcript: a participant joins or leaves, a transfer, the end of the chat. */
export function recordSessionEvents(contacts: Contacts, transcripts: Transcripts, { openingEvents }: Assumptions): void {
  contacts.onChange((change) => {
    const isOpening = change.eventType === 'INITIATED' && change.contact.initiationMethod === 'API';
    for (const [role, event] of listEvents(change)) {
      const content = { Type: 'EVENT', ContentType: EVENT_TYPES[event] } as const;
      if (isOpening && !openingEvents) transcripts.show(change.contact.contactId, role, content);
      else transcripts.record(change.contact.contactId, role, content);
    }
  });
}

function listEvents(change: ContactChange): SessionEvent[] {
  const { eventType } = change;
  if (eventType === 'INITIATED') return listInitiatedEvents(change);
  if (eventType === 'CONNECTED_TO_AGENT') return [['AGENT', 'joined']];
  if (eventType === 'DISCONNECTED') return listDisconnectedEvents(change);
  return [];
}

function listInitiatedEvents({ contact, session }: ContactChange): SessionEvent[] {
  if (contact.initiationMethod === 'TRANSFER') return [['SYSTEM', 'transferSucceeded']];
  if (contact.initiationMethod !== 'API') return [];
  return session.continuedFromContactId === undefined ? [['CUSTOMER', 'joined']] : [['CUSTOMER', 'joined'], ['SYSTEM', 'rehydrated']];
}

function listDisconnectedEvents({ contact, session }: ContactChange): SessionEvent[] {
  const agentLeaves: SessionEvent[] = contact.agent ? [['AGENT', 'left']] : [];
  if (isRunning(session)) return agentLeaves;
  const customerLeaves: SessionEvent[] = session.customerLeftAt === undefined ? [['CUSTOMER', 'left']] : [];
  return [...agentLeaves, ...customerLeaves, ['SYSTEM', 'ended']];
}
