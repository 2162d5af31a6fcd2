/** The fields of a contact event that the recorder reads. https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
export interface ContactEventDetail {
  readonly eventType?: string;
  readonly contactId?: string;
  readonly initialContactId?: string;
  readonly previousContactId?: string;
  readonly initiationMethod?: string;
  readonly initiationTimestamp?: string;
  readonly agentInfo?: { readonly connectedToAgentTimestamp?: string };
}

/** A segment of a session in which the customer was in conversation with an agent or a flow. */
export interface ConversationSegment {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;
  /** In milliseconds. */
  readonly startedAt: number;
}

/** An event without a necessary field. */
export interface IncompleteEvent {
  readonly missingField: keyof ContactEventDetail;
}

/** @returns the conversation segment that has ended; undefined when the event is about something else */
export function readEndedSegment(detail: ContactEventDetail): ConversationSegment | IncompleteEvent | undefined {
  const { eventType, contactId, initialContactId, previousContactId, initiationMethod, agentInfo } = detail;
  if (eventType !== 'DISCONNECTED') return undefined;
  if (!contactId) return { missingField: 'contactId' };
  if (!initialContactId) return { missingField: 'initialContactId' };
  // The first segment is known without an event.
  if (contactId === initialContactId) return undefined;
  if (!agentInfo?.connectedToAgentTimestamp) {
    if (!initiationMethod) return { missingField: 'initiationMethod' };
    // A disconnect flow made it, and no agent joined: it is a survey.
    if (initiationMethod === 'DISCONNECT') return undefined;
  }
  const startedAt = Date.parse(detail.initiationTimestamp ?? '');
  return Number.isNaN(startedAt) ? { missingField: 'initiationTimestamp' } : { contactId, initialContactId, previousContactId, startedAt };
}
