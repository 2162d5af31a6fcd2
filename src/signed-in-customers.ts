import { aws_cognito as cognito } from 'aws-cdk-lib';
import { ReturningCustomerOptions } from './returning-customers';
import { VisitorLimit } from './visitor-limit';

/**
 * What Amazon Connect learns of a customer who has signed in, and how that customer comes back.
 */
export interface SignedInCustomerOptions extends ReturningCustomerOptions {
  /**
   * Whether the chat carries who the customer is: `CustomerId`, and the segment attribute `connect:CustomerAuthentication`
   * with the status `AUTHENTICATED`.
   *
   * The id is the subject that the identity provider knows the customer by. A subject of more than 128 characters, which
   * Connect does not take, becomes a SHA-256 hash over issuer and subject, which stays the same from chat to chat. So does
   * every subject of an own authorizer with several issuers.
   *
   * @default - true with `ChatAccess.cognito` and `ChatAccess.jwt`, false with `ChatAccess.authorizer`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
   */
  readonly identifyCustomer?: boolean;

  /**
   * Contact attributes that are set from what the identity provider says: the name of the claim, and the key of the
   * attribute. Callers cannot set these attributes, so flows can trust them. A key in `allowedAttributes`, too, fails at
   * synth. A claim that a customer does not have sets nothing.
   *
   * With `ChatAccess.jwt` a claim that is no string is written as JSON. Of the others each value is taken as API Gateway
   * hands it over: Amazon Cognito's claims, and the context of an own authorizer, which holds no objects and no lists.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
   */
  readonly attributeClaims?: { [claim: string]: string };

  /**
   * What keeps one address from taking up everybody's chats, before anybody looks at its token. API Gateway's throttle
   * counts all requests together, so that requests without a valid token may keep customers out, too.
   *
   * @default - `VisitorLimit.none()`, since AWS charges for a web ACL by the month
   */
  readonly visitorLimit?: VisitorLimit;
}

/**
 * Options for `ChatAccess.cognito`.
 */
export interface CognitoAccessOptions extends SignedInCustomerOptions {
  /**
   * The app clients of the user pool whose tokens are accepted. A token of another client gets 401.
   *
   * API Gateway's own check of a user pool's token does not look at the app client. With this option a function checks
   * the tokens instead, as with `ChatAccess.jwt`. It takes one user pool. Customers and their sessions stay the same when
   * the option is set or taken away. A claim in `attributeClaims` that is a list becomes JSON with it.
   *
   * @default - every app client of the user pools: whoever can sign in to any of them may start chats
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
   */
  readonly userPoolClients?: cognito.IUserPoolClient[];
}

/**
 * Options for `ChatAccess.jwt`.
 */
export interface JwtAccessOptions extends SignedInCustomerOptions {
  /**
   * Who makes the tokens: their `iss` claim, to the letter. Starts with `https://`.
   */
  readonly issuer: string;

  /**
   * Whom the tokens are made for: their `aud` claim has to be, or hold, one of these. At least one.
   */
  readonly audience: string[];

  /**
   * Where the issuer publishes its keys, when that is not what its `.well-known/openid-configuration` says.
   *
   * @default - taken from the issuer's discovery document whenever the keys are fetched
   */
  readonly jwksUri?: string;
}

/**
 * Options for `ChatAccess.authorizer`.
 */
export interface AuthorizerAccessOptions extends SignedInCustomerOptions {
  /**
   * The key of the authorizer's context whose value is different for each customer. It tells customers apart: two who
   * share it are one customer.
   *
   * @default 'principalId'
   */
  readonly subjectKey?: string;

  /**
   * The key of the authorizer's context that names who vouches for the subject: for an authorizer with several issuers
   * whose subjects could be equal, or for APIs that share a session store and their customers.
   *
   * @default - the issuer of all subjects is `authorizer:` and the id of the API, so that no two APIs share a customer
   */
  readonly issuerKey?: string;
}
