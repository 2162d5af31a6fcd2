/**
 * The environment variables through which the construct configures the start-chat function.
 * Lists are comma-separated; none of their items can hold a comma.
 */
export const START_CHAT_ENVIRONMENT = {
  /** ARN of the Connect instance. Its Region is the Region that Connect is called in. */
  instanceArn: 'CONNECT_INSTANCE_ARN',
  /** Ids of the flows that a caller may choose; the first is used when none is chosen. */
  contactFlowIds: 'CONTACT_FLOW_IDS',
  /** `ENTIRE_PAST_SESSION` or `FROM_SEGMENT`. */
  defaultRehydrationType: 'DEFAULT_REHYDRATION_TYPE',
  /** `START_NEW_CHAT` or `RETURN_ERROR`. */
  rehydrationFailure: 'REHYDRATION_FAILURE',
  /** Origins that browsers may call from, or `*`; empty for none. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** Keys of contact attributes that callers may set; empty for none. */
  allowedAttributes: 'ALLOWED_ATTRIBUTES',
  /** Longest chat that a caller may ask for, in minutes. */
  maxChatDurationMinutes: 'MAX_CHAT_DURATION_MINUTES',
  /** `true` or `false`. */
  attachments: 'ATTACHMENTS',
  /** Where the caller's identity is found in the request context: `IAM` or `ANONYMOUS`. */
  callerIdentity: 'CALLER_IDENTITY',
} as const;
