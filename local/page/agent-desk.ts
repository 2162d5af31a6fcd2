import { ContactNames } from './contact-names';
import type { DeskChat, DeskContact, DeskItem, DeskState } from './desk-state';
import { type ChatSession, type Contact, hasCustomer, isRunning } from '../connect/contact-centre/contacts';
import type { TranscriptItem } from '../connect/contact-centre/transcripts';
import type { ConnectSimulator } from '../connect/simulator';

/** The agents' view of the contact centre: all chats of the simulator. */
export class AgentDesk {
  private readonly names = new ContactNames();
  private readonly sessions: ChatSession[] = [];

  constructor(private readonly simulator: ConnectSimulator) {
    simulator.contacts.onChange(({ eventType, session, contact }) => {
      this.names.getOrAdd(contact.contactId);
      if (eventType === 'INITIATED' && contact.initiationMethod === 'API') this.sessions.unshift(session);
    });
  }

  readState(): DeskState {
    return { chats: this.sessions.map((session) => this.toDeskChat(session)) };
  }

  private toDeskChat(session: ChatSession): DeskChat {
    const { transcripts } = this.simulator;
    const [{ contactId }] = session.contacts;
    const { past, current } = transcripts.listItems(contactId);
    return {
      initialContactId: contactId,
      customerName: session.customerName,
      state: getChatState(session),
      written: session.contacts.every((contact) => transcripts.isWritten(contact.contactId)),
      continuedFrom: session.continuedFromContactId && this.names.find(session.continuedFromContactId),
      contacts: session.contacts.map((contact) => this.toDeskContact(contact)),
      items: [...past, ...current].map((item) => this.toDeskItem(item)),
    };
  }

  private toDeskContact({ contactId, initiationMethod, agent, endedAt }: Contact): DeskContact {
    return { contactId, name: this.names.getOrAdd(contactId), initiationMethod, agent: agent?.displayName, ended: endedAt !== undefined };
  }

  private toDeskItem(item: TranscriptItem): DeskItem {
    return {
      id: item.Id,
      time: item.AbsoluteTime,
      role: item.ParticipantRole,
      sender: item.DisplayName,
      text: item.Content,
      event: item.Type === 'EVENT' ? item.ContentType : undefined,
      contact: this.names.find(item.RelatedContactId ?? item.ContactId),
      past: item.RelatedContactId !== undefined,
    };
  }
}

function getChatState(session: ChatSession): DeskChat['state'] {
  if (!isRunning(session)) return 'ENDED';
  return hasCustomer(session) ? 'RUNNING' : 'CUSTOMER_LEFT';
}
