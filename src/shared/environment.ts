/**
 * The environment variables through which the construct configures the start-chat function.
 * Lists are comma-separated; none of their items can hold a comma.
 */
export const START_CHAT_ENVIRONMENT = {
  /** ARN of the Connect instance. Its Region is the Region that Connect is called in. */
  instanceArn: 'CONNECT_INSTANCE_ARN',
  /** Ids of the flows that a caller may choose. The first is the default. */
  contactFlowIds: 'CONTACT_FLOW_IDS',
  /** `ENTIRE_PAST_SESSION` or `FROM_SEGMENT`. */
  defaultRehydrationType: 'DEFAULT_REHYDRATION_TYPE',
  /** `START_NEW_CHAT` or `RETURN_ERROR`. */
  rehydrationFailure: 'REHYDRATION_FAILURE',
  /** Origins whose pages may start chats, with patterns like `https://*.example.com`, or `*`. Empty: no page may. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** Keys of contact attributes that callers may set. Empty: no attributes. */
  allowedAttributes: 'ALLOWED_ATTRIBUTES',
  /** Longest chat that a caller may ask for, in minutes. */
  maxChatDurationMinutes: 'MAX_CHAT_DURATION_MINUTES',
  /** `true` or `false`. */
  attachments: 'ATTACHMENTS',
  /** Where the caller's identity is found in the request context: `IAM`, `COGNITO`, `JWT`, `AUTHORIZER` or `ANONYMOUS`. */
  callerIdentity: 'CALLER_IDENTITY',
} as const;

/** Variables that the start-chat function has only when a prop asks for them. */
export const OPTIONAL_START_CHAT_ENVIRONMENT = {
  /** `true` if Connect disconnects the agent when the customer leaves first. Absent: what Connect does by itself. */
  disconnectAgentOnCustomerExit: 'DISCONNECT_AGENT_ON_CUSTOMER_EXIT',
  /** `true` if pages may send cookies. Absent: `false`. */
  allowCredentials: 'ALLOW_CREDENTIALS',
  /** What the keys of contact attributes that callers may set begin with, besides `ALLOWED_ATTRIBUTES`. Absent: no beginnings. */
  allowedAttributePrefixes: 'ALLOWED_ATTRIBUTE_PREFIXES',
  /** `DROP` if other attributes are left out. Absent: the request is refused. */
  unknownAttributes: 'UNKNOWN_ATTRIBUTES',
  /** JSON object of strings. Absent: no segment attributes but the customer's. */
  segmentAttributes: 'SEGMENT_ATTRIBUTES',
  /** `COMPLETE` or `INCREMENTAL`. Absent: what Connect does by itself. */
  responseMode: 'RESPONSE_MODE',
} as const;

/** Variables that the start-chat function has only with some kinds of access. */
export const ACCESS_ENVIRONMENT = {
  /** `true` if Connect is told who the signed-in customer is. Absent: `false`. */
  identifyCustomer: 'IDENTIFY_CUSTOMER',
  /** JSON object: the name of each claim, and the key of the contact attribute that it sets. Absent: no claims. */
  attributeClaims: 'ATTRIBUTE_CLAIMS',
  /** The claim that the display name comes from. Absent: the caller chooses it. */
  displayNameClaim: 'DISPLAY_NAME_CLAIM',
  /** What the customer ids that Connect is told begin with. Absent: nothing. */
  customerIdPrefix: 'CUSTOMER_ID_PREFIX',
  /** The key of the authorizer's context that identifies the customer. */
  subjectKey: 'SUBJECT_KEY',
  /** The key of the authorizer's context that names the subject's issuer. Absent: the API is the issuer of every subject. */
  issuerKey: 'ISSUER_KEY',
  /** ARN of the KMS key that the keys of resume handles are derived from. */
  resumeHandleKeyArn: 'RESUME_HANDLE_KEY_ARN',
  /** How long a resume handle is valid, in seconds. */
  resumeHandleLifetimeSeconds: 'RESUME_HANDLE_LIFETIME_SECONDS',
  /** A new number invalidates all resume handles of the others. */
  resumeHandleGeneration: 'RESUME_HANDLE_GENERATION',
  /** `true` if all sessions of an IAM role share their idempotency keys. Absent: `false`. */
  shareIdempotencyKeys: 'SHARE_IDEMPOTENCY_KEYS',
  /** `true` if a customer may continue a past chat by its contact id. Absent: `false`. */
  acceptSourceContactId: 'ACCEPT_SOURCE_CONTACT_ID',
} as const;

/** The environment variables of the function that checks JSON web tokens. */
export const AUTHORIZE_JWT_ENVIRONMENT = {
  issuer: 'JWT_ISSUER',
  /** JSON list. Absent: every app client of the user pool that is the issuer. */
  audiences: 'JWT_AUDIENCES',
  /** URL of the issuer's keys. Absent: the issuer's discovery document tells it. */
  jwksUri: 'JWKS_URI',
  /** `id` or `access`: the kind of token that is accepted, which is `token_use` in tokens of a user pool. Absent: any. */
  tokenUse: 'JWT_TOKEN_USE',
  /** JSON list. Absent: no scopes. */
  requiredScopes: 'JWT_REQUIRED_SCOPES',
  /** JSON list. Absent: no more claims. */
  requiredClaims: 'JWT_REQUIRED_CLAIMS',
  /** The claim that identifies the customer. Absent: `sub`. */
  customerIdClaim: 'JWT_CUSTOMER_ID_CLAIM',
  /** JSON list of the claims that the start-chat function gets. */
  claims: 'JWT_CLAIMS',
} as const;

/** Variables of the functions that attach a past chat to a running one. */
export const LATE_REHYDRATION_ENVIRONMENT = {
  /** URL of the queue. Absent in a start-chat function: past chats are not attached later. */
  queueUrl: 'PAST_CHAT_QUEUE_URL',
} as const;

/** Variables of a start-chat function that counts the starts of each visitor's address. Absent: they are not counted. */
export const VISITOR_ENVIRONMENT = {
  tableName: 'VISITOR_TABLE_NAME',
  /** How many chats one address may start within the longest chat. */
  chatsPerAddress: 'CHATS_PER_ADDRESS',
} as const;

/** Variables of each function that hashes who somebody is. */
export const HASH_ENVIRONMENT = {
  /** The key of the hashes: the stack's id, so that the hashes of two stacks are different. */
  hashKey: 'HASH_KEY',
} as const;

/** Variables of each function that uses a session table. */
export const SESSION_ENVIRONMENT = {
  /** The table's name, or its ARN if it is, or may be, in another Region or account. Absent in a start-chat function without a session store. */
  tableName: 'SESSION_TABLE_NAME',
  /** How long items are kept, in seconds. */
  historySeconds: 'SESSION_HISTORY_SECONDS',
} as const;

/** Variables of a start-chat function with a session store that limits each customer. Absent: it does not. */
export const CUSTOMER_THROTTLE_ENVIRONMENT = {
  /** Requests per second, which may be a fraction. */
  rateLimit: 'CUSTOMER_RATE_LIMIT',
  burstLimit: 'CUSTOMER_BURST_LIMIT',
} as const;
