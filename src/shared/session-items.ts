/** What the construct and the functions both know of the items in a session table. */

/** The name of the partition key, a string. */
export const PARTITION_KEY = 'pk';

/** The name of the time-to-live attribute. */
export const TIME_TO_LIVE = 'timeToLive';

/** How the partition key of a contact's item begins. */
export const CONTACT_PREFIX = 'contact#';
