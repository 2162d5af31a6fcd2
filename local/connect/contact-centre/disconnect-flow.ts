import type { Contact, Contacts } from './contacts';
import type { Transcripts } from './transcripts';

const QUESTION = 'How did we do, from 1 to 5?';
const THANKS = 'Thank you.';

/** A disconnect flow that asks the customer one question after the agent has left, and ends the chat after the answer. */
export class DisconnectFlow {
  private readonly asked = new Set<string>();

  /** @param asks whether it asks a customer who has left first */
  constructor(private readonly contacts: Contacts, private readonly transcripts: Transcripts, private readonly asks = true) {}

  start(contactId: string, question = QUESTION): Contact {
    const survey = this.contacts.startSurvey(contactId);
    this.asked.add(survey.contactId);
    this.transcripts.say(survey.contactId, { role: 'SYSTEM', content: question });
    return survey;
  }

  /** Called when the agent has been disconnected, because the customer has left first. */
  onAgentDisconnected(contactId: string): void {
    if (this.asks) this.start(contactId);
    else this.contacts.end(contactId);
  }

  /** Called when the customer has sent a message. */
  onCustomerMessage(contactId: string): void {
    if (!this.asked.delete(contactId)) return;
    this.transcripts.say(contactId, { role: 'SYSTEM', content: THANKS });
    this.contacts.end(contactId);
  }
}
