export interface PersistentChatRequest {
  readonly SourceContactId?: string;
  readonly RehydrationType?: string;
  readonly Start?: 'NEW';
}

export interface StartedChat {
  readonly startChatResult: {
    readonly ContactId: string;
    readonly ParticipantId: string;
    readonly ParticipantToken: string;
    readonly ContinuedFromContactId?: string;
  };
  readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly resumeHandle?: string };
}

/** Converts to ChatJS's input. */
export function toChatDetails({ startChatResult }: StartedChat): connect.ChatDetailsInput {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken } = startChatResult;
  return { contactId, participantId, participantToken };
}
