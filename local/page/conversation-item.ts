/** A message or an event of a chat. */
export interface ConversationItem {
  readonly id: string;
  /** ISO 8601, which sorts as text. */
  readonly time: string;
  readonly role: string;
  readonly sender?: string;
  /** The content of a message. */
  readonly text?: string;
  /** The content type of an event. */
  readonly event?: string;
  /** Whether it is from an earlier session. */
  readonly past: boolean;
}
