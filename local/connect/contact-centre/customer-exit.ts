import type { Assumptions } from './assumptions';
import { EVENT_TYPES } from './chat-item';
import type { Contacts } from './contacts';
import type { DisconnectFlow } from './disconnect-flow';
import type { Transcripts } from './transcripts';

/** What happens when a customer ends a chat: it depends on the agent, and on the chat's `DisconnectOnCustomerExit`. */
export class CustomerExit {
  constructor(
    private readonly contacts: Contacts,
    private readonly transcripts: Transcripts,
    private readonly disconnectFlow: DisconnectFlow,
    private readonly assumptions: Assumptions,
  ) {}

  leave(contactId: string): void {
    if (!this.contacts.requireRunning(contactId).agent) return this.contacts.end(contactId);
    if (this.contacts.requireSession(contactId).disconnectsAgent) return this.disconnectFlow.onAgentDisconnected(contactId);
    if (this.assumptions.customerLeaves === 'CHAT_ENDS') return this.contacts.end(contactId);
    this.contacts.letCustomerLeave(contactId);
    this.transcripts.record(contactId, 'CUSTOMER', { Type: 'EVENT', ContentType: EVENT_TYPES.left });
  }
}
