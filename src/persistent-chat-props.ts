import { Duration, aws_apigateway as apigateway, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import { ChatAccess } from './chat-access';
import { ChatFunctionOptions } from './chat-function-options';
import { ChatSessionStore } from './chat-session-store';
import { RehydrationFailure } from './rehydration-failure';
import { RehydrationType } from './rehydration-type';
import { ResponseMode } from './response-mode';
import { UnknownAttributes } from './unknown-attributes';

/**
 * Properties of a `PersistentChat`.
 */
export interface PersistentChatProps extends ChatFunctionOptions {
  /**
   * The Amazon Connect instance, as its id (a UUID) or its ARN.
   *
   * With an ARN, Connect is called in the ARN's Region, and IAM allows exactly that instance. With an id, Region and account
   * are those of the stack. If the stack does not know them at synthesis, a flow that is given as an ARN tells them. A token
   * may become an id or an ARN at deployment.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-instance-arn.html
   */
  readonly instanceId: string;

  /**
   * The flow that a chat runs if the caller names no flow, as its id (a UUID) or its ARN.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-contact-flow-id.html
   */
  readonly contactFlowId: string;

  /**
   * More flows of the same instance that a caller may choose, as ids or ARNs. At most 50. Any other flow is refused with
   * 403.
   *
   * @default - callers can use `contactFlowId` only
   */
  readonly additionalContactFlowIds?: string[];

  /**
   * How much of the past conversation a new chat continues if the caller names a source contact but no rehydration type.
   *
   * @default RehydrationType.ENTIRE_PAST_SESSION
   */
  readonly defaultRehydrationType?: RehydrationType;

  /**
   * What the customer gets if Amazon Connect refuses the source contact.
   *
   * @default RehydrationFailure.START_NEW_CHAT
   */
  readonly rehydrationFailure?: RehydrationFailure;

  /**
   * Who may start a chat.
   *
   * @default ChatAccess.iam()
   */
  readonly access?: ChatAccess;

  /**
   * The store that remembers each customer's chats. A running chat is resumed and an ended one is continued, although the
   * client sends no source contact. If it does send one, it must be a contact of that customer.
   *
   * `access` tells who the customer is. With `ChatAccess.iam()` it is the `CustomerId` of the request, which is then
   * required, and a caller may name any customer. With anonymous access, synthesis fails.
   *
   * @default - chats are not remembered. To continue a chat, the client sends the source contact, as `access` describes
   */
  readonly sessionStore?: ChatSessionStore;

  /**
   * Your own KMS key for resume handles, with the key spec `HMAC_256`. The function gets permission for `kms:GenerateMac`. The key
   * policy must leave permissions to IAM, as policies of the CDK do.
   *
   * Use it for one `PersistentChat` only: those of an instance that share a key accept each other's handles. With another key,
   * all earlier handles are invalid. With `ChatAccess.iam()` and with `sessionStore`, which have no resume handles, synthesis fails.
   *
   * @default - if there are resume handles, a key is created, and deleted with the stack
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html
   */
  readonly resumeHandleKey?: kms.IKey;

  /**
   * Whether a past chat is attached to the new chat later, when Amazon Connect could not continue it at the start. Connect writes
   * the transcript of a chat 30 to 60 seconds after its end. So a customer who comes back at once gets a chat without the past,
   * and the past appears in it when the transcript is there. A function tries up to 15 minutes.
   *
   * Creates an SQS queue with a dead-letter queue, and a function that may call `CreatePersistentContactAssociation` on the
   * instance's contacts. Lambda polls the queue all the time, and SQS charges for these requests, also when there is no message.
   *
   * With a `sessionStore`, the function may also call `DescribeContact`, to find the latest past chat in which something was said,
   * and note in the customer's session what it has done. Otherwise only past chats that a valid resume handle names are attached.
   *
   * With `ChatAccess.iam()` without a `sessionStore`, where nothing tells whose a past chat is, and with
   * `RehydrationFailure.RETURN_ERROR`, which starts no chat, `true` fails the synthesis.
   *
   * @default true with a `sessionStore`, or if customers come back by resume handles, unless `rehydrationFailure` is RETURN_ERROR
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_CreatePersistentContactAssociation.html
   */
  readonly lateRehydration?: boolean;

  /**
   * The origins of the web pages that may start a chat, like `https://www.example.com`, or `*` alone for every page.
   *
   * A pattern like `https://*.example.com` allows the subdomains of a domain name, however deep, and not the name itself. Use it
   * only if nobody else can have a subdomain there.
   *
   * A page of another origin gets 403. Requests without an `Origin` header, such as those of mobile apps and servers, are
   * not restricted.
   *
   * `*` adds a warning to the construct, except with anonymous access.
   *
   * An origin that is known at deployment only, such as a parameter's value, adds a warning to the construct: if it changes
   * while the template does not, API Gateway's own answers keep the old one until the API has a new deployment.
   *
   * @default - no web page may start a chat
   */
  readonly allowedOrigins?: string[];

  /**
   * More request headers that web pages may send, by name. The headers of existing clients, those of tracing libraries
   * (`traceparent`, `tracestate`, `baggage`, `sentry-trace`, `X-Requested-With`), and those in the identity sources of your own
   * authorizer are always allowed.
   *
   * The function reads none of them. A page that sends a header that is not allowed gets no answer, because its browser refuses
   * to send the request.
   *
   * @default - no more headers
   * @see https://developer.mozilla.org/docs/Web/HTTP/Headers/Access-Control-Allow-Headers
   */
  readonly allowedHeaders?: string[];

  /**
   * Whether pages of `allowedOrigins` may send cookies, with `fetch(url, { credentials: 'include' })`, and read the answer. With
   * `*`, or without any origin, `true` fails the synthesis.
   *
   * An authorizer whose identity source is the header `Cookie` needs it. With such an authorizer and listed origins, synthesis
   * fails unless you write `true` or `false`. The cookie itself needs `SameSite=None; Secure`.
   *
   * The answers that API Gateway makes by itself allow credentials only if exactly one origin is allowed, and no pattern.
   *
   * @default false
   * @see https://developer.mozilla.org/docs/Web/HTTP/Headers/Access-Control-Allow-Credentials
   */
  readonly allowCredentials?: boolean;

  /**
   * The keys of the contact attributes that a caller may set. Keys are case-sensitive. Any other key is refused with 400.
   *
   * Do not list an attribute that a flow trusts for routing or identity, because every caller may set it to any value.
   *
   * @default - no attributes. `customerName` is always set to the customer's display name
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/connect-contact-attributes.html
   */
  readonly allowedAttributes?: string[];

  /**
   * Beginnings of keys: a caller may also set each contact attribute whose key begins with one of them. Use it for keys that are
   * made at run time, such as those of a form. Case-sensitive; letters, digits, hyphens and underscores.
   *
   * Every caller may set every such attribute to any value, so do not use the beginning of one that a flow trusts. If one of the
   * attributes in the access's `attributeClaims` begins with it, synthesis fails.
   *
   * @default - no beginnings: only the keys in `allowedAttributes`
   */
  readonly allowedAttributePrefixes?: string[];

  /**
   * What happens to attributes that a caller sends and may not set. This also decides about keys that Amazon Connect does not
   * accept, such as those with spaces.
   *
   * @default UnknownAttributes.REFUSE
   */
  readonly unknownAttributes?: UnknownAttributes;

  /**
   * Segment attributes of each chat, by their keys. Callers cannot set any. Keys of your own have to be defined in the instance as
   * predefined attributes.
   *
   * With `{ 'connect:Subtype': 'connect:Guide' }`, which is for step-by-step guides in the chat, the two content types of
   * interactive messages are added to those that the client asks for, because Amazon Connect requires them. The client has to
   * display them. `connect:CustomerAuthentication` is set by `identifyCustomer` of the access only.
   *
   * @default - none, except that the access says who has signed in
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
   */
  readonly segmentAttributes?: { [key: string]: string };

  /**
   * How the answers of Amazon Connect's AI agents reach the customer. `INCREMENTAL` adds a warning to the construct, because
   * older clients may show each part of an answer as a message.
   *
   * @default - what Amazon Connect does by itself, which is ResponseMode.COMPLETE
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_ParticipantConfiguration.html
   */
  readonly responseMode?: ResponseMode;

  /**
   * The longest chat that a caller may ask for, in whole minutes from 60 minutes to 7 days.
   *
   * If the caller asks for no duration, Connect lets a chat run for 25 hours, or for this maximum if it is shorter.
   *
   * @default - `Duration.days(7)`, and `Duration.hours(25)` with `ChatAccess.anonymous`
   */
  readonly maxChatDuration?: Duration;

  /**
   * Whether Amazon Connect disconnects the agent when the customer ends the chat first, so that the disconnect flow runs, with a
   * post-chat survey for example.
   *
   * The chat lasts until that flow has ended. Until then, a customer who comes back with `sessionStore` gets it back. A page
   * needs ChatJS 4.0.0 or newer, which keeps the connection until then.
   *
   * @default - what Amazon Connect does by itself, which is the same as `false`
   * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
   */
  readonly disconnectAgentOnCustomerExit?: boolean;

  /**
   * Whether the answer tells the client, in `featurePermissions`, that it may offer attachments. This does not enable
   * attachments in the instance.
   *
   * @default false
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/enable-attachments.html
   */
  readonly attachments?: boolean;

  /**
   * How many requests the API accepts, per second and as a burst. API Gateway answers further requests with 429.
   *
   * All instances of an account and Region share Connect's own quota for `StartChatContact`.
   *
   * If only one of the two limits is set, the other one stays at its default, and a warning is added to the construct.
   *
   * @default - 5 requests per second with a burst of 8, which is Connect's default quota. With a `sessionStore`, 100 with a burst of
   * 200: most requests then start no chat, and `customerThrottle` limits each customer
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * How often customers may ask for their running chat, by POST on `resume` below `url`, all customers together. API Gateway
   * answers 429 `TooManyRequests` to further requests. Only with a `sessionStore`, without which there is no such resource.
   *
   * Each request that finds a chat counts against the quota of `CreateParticipantConnection`, and so does each client
   * that connects to a chat.
   *
   * @default - with a session store 100 requests per second with a burst of 200
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
   */
  readonly resumeThrottle?: apigateway.ThrottleSettings;

  /**
   * How often one customer may ask for a chat, to start and to resume it together. The function answers 429 `TooManyChats` to
   * further requests, before it calls Amazon Connect. So one customer cannot take the rates that all customers share. Only with a
   * `sessionStore`, whose table holds the counts.
   *
   * @default - with a session store 1 request per second with a burst of 10
   */
  readonly customerThrottle?: apigateway.ThrottleSettings;

  /**
   * The number of execution environments that Lambda keeps ready, so that customers do not wait for cold starts. AWS charges
   * for them by the hour, and further requests at the same time have a cold start.
   *
   * The API then calls the alias `live` of the function, and may not call the function itself. A deployment that changes the
   * function's code or settings publishes a new version, waits until its environments are ready, and deletes the former
   * version. The function that checks tokens with `ChatAccess.jwt` is not included.
   *
   * @default - none: the API calls the function itself
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrentExecutions?: number;

  /**
   * The name of the API's stage, which is the path of its URL. The Android sample app expects `Prod`.
   *
   * @default 'Prod'
   */
  readonly stageName?: string;

  /**
   * Whether the API's default endpoint, at `execute-api`, refuses all requests with 403. Clients then need a custom domain name,
   * which you add to `api`. There is no output for the URL, and reading `url` throws.
   *
   * The custom domain name is a public endpoint, too. This setting does not make clients use a content delivery network in front
   * of it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * Whether API Gateway writes a log line for each request: status, error type, durations and source IP address, but no
   * body.
   *
   * API Gateway needs a role for that, which is set once per account and Region. Without it, the deployment fails with
   * "CloudWatch Logs role ARN must be set in account settings to enable logging". This construct does not set that role.
   *
   * @default true
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly accessLog?: boolean;

  /**
   * How long the function's log and the access log are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}
