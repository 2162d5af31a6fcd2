/** What the client uses of an item of ChatJS. */
export interface ChatItem {
  readonly Id: string;
  readonly Type?: string;
  readonly ParticipantRole?: string;
  /** Only items of past chats have it. */
  readonly RelatedContactId?: string;
}

/** What the client uses of a customer's `ChatSession` of ChatJS. */
export interface ChatSession {
  getChatDetails(): { readonly contactId: string };
  connect(): Promise<unknown>;
  getTranscript(args: { maxResults: number }): Promise<unknown>;
  disconnectParticipant(): Promise<unknown>;
  onMessage(listener: (event: { readonly data: unknown }) => void): void;
  onEnded(listener: () => void): void;
}

/** Whether an error of ChatJS means that the chat has ended: Connect itself refused its token. The 403 of a proxy does not count. */
export function isChatEnded(error: unknown): boolean {
  const { type, _debug } = Object(error) as { type?: unknown; _debug?: unknown };
  // ChatJS wraps Connect's error once or twice.
  return type === 'AccessDeniedException' || (_debug !== undefined && isChatEnded(_debug));
}
