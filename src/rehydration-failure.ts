/**
 * What a customer gets if the source contact cannot be continued, for example because that chat has not ended yet.
 */
export enum RehydrationFailure {
  /**
   * A new chat without the past conversation. The answer's outcome is `NOT_REHYDRATED`, with a reason.
   */
  START_NEW_CHAT = 'START_NEW_CHAT',

  /**
   * An error and no chat: 400 with the code `SourceContactRefused`. A source contact that is not a resume handle of this
   * customer gets 403 `SourceContactNotAllowed`. A handle that cannot be read at the moment gets 503 `ResumeHandlesUnavailable`.
   */
  RETURN_ERROR = 'RETURN_ERROR',
}
