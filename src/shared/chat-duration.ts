/**
 * How long Connect lets a chat run, in minutes.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export const CHAT_DURATION_MINUTES = { shortest: 60, longest: 10_080 } as const;
