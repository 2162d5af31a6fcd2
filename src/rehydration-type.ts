/**
 * How much of the past conversation a new chat continues.
 *
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_PersistentChat.html
 */
export enum RehydrationType {
  /**
   * The whole past session with all its segments. The source contact is the session's initial contact.
   */
  ENTIRE_PAST_SESSION = 'ENTIRE_PAST_SESSION',

  /**
   * The past session up to and including one segment. Later segments, for example a post-chat survey, stay hidden. The
   * source contact is that segment's contact.
   */
  FROM_SEGMENT = 'FROM_SEGMENT',
}
