/**
 * What happens to contact attributes that a caller sends and may not set.
 */
export enum UnknownAttributes {
  /**
   * The request is refused with 400. The message names the first such key.
   */
  REFUSE = 'REFUSE',

  /**
   * The chat is started without them. The answer lists their keys in `data.droppedAttributes`.
   */
  DROP = 'DROP',
}
