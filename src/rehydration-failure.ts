/**
 * What a customer gets when the source contact cannot be continued, because that chat has not ended yet for example.
 */
export enum RehydrationFailure {
  /**
   * A fresh chat. The answer says `NOT_REHYDRATED` and why.
   */
  START_NEW_CHAT = 'START_NEW_CHAT',

  /**
   * An error, and no chat: 400 with the code `SourceContactRefused`. What is no resume handle of the caller's is answered
   * with 403 `SourceContactNotAllowed`, and a handle that cannot be read now with 503 `ResumeHandlesUnavailable`.
   */
  RETURN_ERROR = 'RETURN_ERROR',
}
