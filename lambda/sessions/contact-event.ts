/** The detail of a contact event, as far as it is looked at. https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html */
export interface ContactEventDetail {
  readonly eventType?: string;
  readonly contactId?: string;
  readonly initialContactId?: string;
  readonly previousContactId?: string;
  readonly initiationMethod?: string;
  readonly initiationTimestamp?: string;
  readonly agentInfo?: { readonly connectedToAgentTimestamp?: string };
}

/** A segment of a session in which customer and agents, or a flow, were in conversation. */
export interface ConversationSegment {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly previousContactId?: string;
  /** In milliseconds. */
  readonly startedAt: number;
}

/**
 * The segment that the event says has ended; undefined when there is nothing to remember: the first segment is known
 * without an event, and a segment that a disconnect flow made and no agent joined is a survey.
 */
export function conversationEnded(detail: ContactEventDetail): ConversationSegment | undefined {
  const { eventType, contactId, initialContactId, previousContactId, initiationMethod, agentInfo } = detail;
  const startedAt = Date.parse(detail.initiationTimestamp ?? '');
  if (eventType !== 'DISCONNECTED' || !contactId || !initialContactId || contactId === initialContactId || Number.isNaN(startedAt)) return undefined;
  const isSurvey = initiationMethod === 'DISCONNECT' && !agentInfo?.connectedToAgentTimestamp;
  return isSurvey ? undefined : { contactId, initialContactId, previousContactId, startedAt };
}
