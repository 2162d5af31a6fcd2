/**
 * What a customer gets when Amazon Connect refuses the source contact, because that chat has not ended yet for example.
 */
export enum RehydrationFailure {
  /**
   * A fresh chat. The answer says `NOT_REHYDRATED` and why.
   */
  START_NEW_CHAT = 'START_NEW_CHAT',

  /**
   * A 400 answer with the code `SourceContactRefused`, and no chat.
   */
  RETURN_ERROR = 'RETURN_ERROR',
}
