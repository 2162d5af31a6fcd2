/**
 * The kind of token that customers send.
 */
export enum AcceptedToken {
  /**
   * The ID token, which says who the customer is. Its audience is the application that the customer signed in to.
   */
  ID = 'ID',

  /**
   * The access token, which says what the application may do for the customer. Its audience is an API. The access token of an
   * Amazon Cognito user pool names its app client in `client_id` instead, and has no claims such as `email`.
   */
  ACCESS = 'ACCESS',
}
