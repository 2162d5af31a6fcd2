/** What the construct and the functions both know of the items in a session table. */

/** The name of the partition key, a string. */
export const PARTITION_KEY = 'pk';

/** The name of the time-to-live attribute. */
export const TIME_TO_LIVE = 'timeToLive';

/** How the partition key of a contact's item begins. */
export const CONTACT_PREFIX = 'contact#';

/** How the partition key of a customer's item begins. */
export const CUSTOMER_PREFIX = 'customer#';

/**
 * The attributes of a customer's item that the function may use which attaches past chats. It sees no other, and so no
 * participant token.
 */
export const PENDING_ATTRIBUTES: string[] = [
  PARTITION_KEY,
  'version',
  /** The session that waits for a past chat. Absent: none is to be attached any more. */
  'pendingChat',
  /** The past chats, the latest first, without those that turned out to be empty. */
  'pendingSources',
  /** What the session continues, by what Connect said when the past chat was attached. */
  'continuedContactId',
  /** The session, when it has ended and nothing was said in it. */
  'emptyChat',
];
