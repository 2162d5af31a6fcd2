/** The detail of a contact event, as far as it is read. https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
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

/** @returns the conversation segment that has ended, or undefined when there is nothing to store */
export function readEndedSegment(detail: ContactEventDetail): ConversationSegment | undefined {
  const { eventType, contactId, initialContactId, previousContactId } = detail;
  const startedAt = Date.parse(detail.initiationTimestamp ?? '');
  if (eventType !== 'DISCONNECTED' || !contactId || !initialContactId || Number.isNaN(startedAt)) return undefined;
  // The first segment is known without an event.
  if (contactId === initialContactId || isSurvey(detail)) return undefined;
  return { contactId, initialContactId, previousContactId, startedAt };
}

/** A segment that a disconnect flow made, and that no agent joined. */
function isSurvey({ initiationMethod, agentInfo }: ContactEventDetail): boolean {
  return initiationMethod === 'DISCONNECT' && !agentInfo?.connectedToAgentTimestamp;
}
