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
  /** Where the caller's identity is found in the request context: `IAM`, `COGNITO`, `JWT`, `AUTHORIZER` or `ANONYMOUS`. */
  callerIdentity: 'CALLER_IDENTITY',
} as const;

/** Variables that the start-chat function has with some kinds of access only. */
export const ACCESS_ENVIRONMENT = {
  /** `true` when Connect is told that the customer is signed in, and as whom. Absent: `false`. */
  identifyCustomer: 'IDENTIFY_CUSTOMER',
  /** JSON object: the claim, and the key of the contact attribute that it becomes. Absent: none. */
  attributeClaims: 'ATTRIBUTE_CLAIMS',
  /** The key of an own authorizer's context that tells customers apart. */
  subjectKey: 'SUBJECT_KEY',
  /** The key of an own authorizer's context that names who vouches for the subject. Absent: the API is the issuer of all. */
  issuerKey: 'ISSUER_KEY',
  /** ARN of the KMS key that the keys of resume handles are derived from. */
  resumeHandleKeyArn: 'RESUME_HANDLE_KEY_ARN',
  /** How long a resume handle works, in seconds. */
  resumeHandleLifetimeSeconds: 'RESUME_HANDLE_LIFETIME_SECONDS',
  /** Another one makes all resume handles void that were made with this one. */
  resumeHandleGeneration: 'RESUME_HANDLE_GENERATION',
  /** `true` when a customer may name a past chat by its plain contact id. Absent: `false`. */
  acceptSourceContactId: 'ACCEPT_SOURCE_CONTACT_ID',
} as const;

/** The environment variables of the function that checks JSON web tokens. */
export const AUTHORIZE_JWT_ENVIRONMENT = {
  issuer: 'JWT_ISSUER',
  /** JSON list. */
  audiences: 'JWT_AUDIENCES',
  /** Where the issuer's keys are; absent when its discovery document says so. */
  jwksUri: 'JWKS_URI',
  /** What the token's `token_use` claim has to be; absent when it may have none. */
  tokenUse: 'JWT_TOKEN_USE',
  /** JSON list of the claims that are handed over to the start-chat function. */
  claims: 'JWT_CLAIMS',
} as const;

/** Variables of every function that uses a session table. */
export const SESSION_ENVIRONMENT = {
  /** Absent in a start-chat function without a store. */
  tableName: 'SESSION_TABLE_NAME',
  /** How long items are kept, in seconds. */
  historySeconds: 'SESSION_HISTORY_SECONDS',
} as const;
