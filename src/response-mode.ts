/**
 * How the answers of Amazon Connect's AI agents reach the customer.
 */
export enum ResponseMode {
  /**
   * Each answer is one message.
   */
  COMPLETE = 'COMPLETE',

  /**
   * An answer comes in parts while the agent writes it. The client has to put the parts together, as ChatJS does from version 5 on.
   */
  INCREMENTAL = 'INCREMENTAL',
}
