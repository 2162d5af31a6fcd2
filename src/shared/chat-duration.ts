/**
 * How long Connect lets a chat run, in minutes: at the least, if nobody asks for a duration, and at the most.
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
 */
export const CHAT_DURATION_MINUTES = { shortest: 60, usual: 1500, longest: 10_080 } as const;
