import { aws_cognito as cognito } from 'aws-cdk-lib';
import { AcceptedToken } from './accepted-token';
import { ReturningCustomerOptions } from './returning-customers';
import { VisitorLimit } from './visitor-limit';

/**
 * What Amazon Connect is told about a customer who has signed in, and how that customer comes back to a past chat.
 */
export interface SignedInCustomerOptions extends ReturningCustomerOptions {
  /**
   * Whether Amazon Connect is told who the customer is: by `CustomerId`, and by the segment attribute
   * `connect:CustomerAuthentication` with the status `AUTHENTICATED`.
   *
   * The id is the customer's subject at the identity provider, or what `customerIdClaim` names. It is replaced by a SHA-256 hash of issuer and subject if it
   * has more than 128 characters, which Connect does not accept, or if `issuerKey` is set. The hash is the same for each chat.
   *
   * @default - true with `ChatAccess.cognito` and `ChatAccess.jwt`, false with `ChatAccess.authorizer`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
   */
  readonly identifyCustomer?: boolean;

  /**
   * What the ids begin with that Amazon Connect is told of customers. Use another beginning for each issuer if customers of
   * several issuers chat with one instance: their subjects can be equal, and Connect would take them for one customer. 1 to 50
   * letters, digits, and characters of `._:/-`. Of two of them, none may be the beginning of the other.
   *
   * It has no effect on sessions and resume handles, which always tell issuers apart. When you change it, Connect takes customers
   * who come back for new ones.
   *
   * @default - nothing. If two `PersistentChat` of an app have other issuers and the same instance, a warning is added to the
   * construct
   */
  readonly customerIdPrefix?: string;

  /**
   * The claim that the customer's display name comes from, such as `name`. Then callers cannot choose it: a name in the request
   * has no effect, and a customer without the claim is called `Customer`. A name of more than 256 characters is cut off.
   *
   * Set it whenever the tokens have such a claim. Agents see the display name beside the note that the customer has signed in,
   * so a customer who can choose the name can pretend to be somebody else. With `ChatAccess.authorizer` it is a key of the
   * authorizer's context.
   *
   * @default - the caller chooses the name
   */
  readonly displayNameClaim?: string;

  /**
   * Contact attributes that are set from the identity provider's claims: the name of each claim, and the key of its attribute.
   * Callers cannot set these attributes, so flows can trust them. If a key is in `allowedAttributes`, too, synthesis fails. A
   * claim that a customer does not have sets no attribute.
   *
   * With `ChatAccess.jwt`, a claim that is not a string is written as JSON. With `ChatAccess.cognito` and
   * `ChatAccess.authorizer`, values are used as API Gateway passes them on. An authorizer's context cannot hold objects or
   * lists.
   *
   * @default - no attributes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
   */
  readonly attributeClaims?: { [claim: string]: string };

  /**
   * Limits the requests of one IP address, before tokens are checked. API Gateway's throttle counts all requests together, so
   * without a limit, requests without a valid token can keep customers out.
   *
   * @default - `VisitorLimit.none()`, because AWS charges for a web ACL by the month
   */
  readonly visitorLimit?: VisitorLimit;
}

/**
 * Which tokens of a customer are accepted, and which claim identifies the customer.
 *
 * With `ChatAccess.cognito`, API Gateway checks ID tokens by itself. For anything else that these options ask for, a function
 * checks the tokens instead, as with `ChatAccess.jwt`, and there must be exactly one user pool.
 */
export interface TokenOptions extends SignedInCustomerOptions {
  /**
   * The kind of token that is accepted. A token of the other kind gets 401.
   *
   * In the access token of a user pool, `client_id` counts in place of the audience. With other issuers, both kinds need one of
   * the audiences, and `ID` refuses only what names itself an access token (`typ: at+jwt`).
   *
   * @default - AcceptedToken.ID with `ChatAccess.cognito`. With `ChatAccess.jwt` any token with one of the audiences, which no
   * access token of a user pool has
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
   */
  readonly acceptedToken?: AcceptedToken;

  /**
   * Scopes that an access token must have, all of them. They are read from `scope` and `scp`. A token without one gets 401.
   *
   * ID tokens have no scopes, so with `AcceptedToken.ID`, and with `ChatAccess.cognito` unless it accepts access tokens, synthesis
   * fails.
   *
   * @default - no scopes
   */
  readonly requiredScopes?: string[];

  /**
   * Claims that a token must have, with any value but null and an empty text. A token without one gets 401.
   *
   * Tokens that an application gets for itself, by the client credentials grant, are refused where they can be recognized: their
   * subject is the application, or a claim says so. Where your issuer's cannot be, name a claim that only customers have.
   *
   * @default - no more claims than `exp` and the one that identifies the customer
   */
  readonly requiredClaims?: string[];

  /**
   * The claim that identifies the customer: for the session store, resume handles and idempotency keys, for Amazon Connect, and
   * when a customer is forgotten. A token without it gets 401.
   *
   * Name only a claim that never changes and is never given to another customer, such as `oid` with Microsoft Entra ID, whose
   * `sub` differs for each application. Do not name an e-mail address or a user name. When you change it, customers become others.
   *
   * @default 'sub'
   * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
   */
  readonly customerIdClaim?: string;
}

/**
 * Options for `ChatAccess.cognito`.
 */
export interface CognitoAccessOptions extends TokenOptions {
  /**
   * The app clients of the user pool whose tokens are accepted. A token of another client gets 401.
   *
   * API Gateway does not check the app client of a user pool's token. With this option, a function checks the tokens instead,
   * as with `ChatAccess.jwt`, and there must be exactly one user pool. Customers keep their sessions when you add or remove
   * the option. A claim in `attributeClaims` that is a list is written as JSON.
   *
   * @default - tokens of every app client of the user pools are accepted
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
   */
  readonly userPoolClients?: cognito.IUserPoolClient[];
}

/**
 * Options for `ChatAccess.jwt`.
 */
export interface JwtAccessOptions extends TokenOptions {
  /**
   * The issuer of the tokens, exactly as in their `iss` claim. Must start with `https://`.
   */
  readonly issuer: string;

  /**
   * The audiences that are accepted, at least one. A token's `aud` claim must be one of them, or a list that holds one of them.
   */
  readonly audience: string[];

  /**
   * The URL of the issuer's keys, if it differs from the one in the issuer's `.well-known/openid-configuration`.
   *
   * @default - read from the issuer's discovery document each time the keys are fetched
   */
  readonly jwksUri?: string;
}

/**
 * Options for `ChatAccess.authorizer`.
 */
export interface AuthorizerAccessOptions extends SignedInCustomerOptions {
  /**
   * The key of the authorizer's context that identifies the customer. Its value must be different for each customer: callers
   * with the same value are the same customer.
   *
   * @default 'principalId'
   */
  readonly subjectKey?: string;

  /**
   * The key of the authorizer's context that names the issuer of the subject. Use it if the authorizer accepts several issuers
   * whose subjects could be equal, or if several APIs share a session store and their customers.
   *
   * @default - the issuer of every subject is `authorizer:` and the id of the API, so two APIs never share a customer
   */
  readonly issuerKey?: string;
}
