import { Duration, aws_apigateway as apigateway, aws_logs as logs } from 'aws-cdk-lib';
import { ChatAccess } from './chat-access';
import { ChatSessionStore } from './chat-session-store';
import { RehydrationFailure } from './rehydration-failure';
import { RehydrationType } from './rehydration-type';

/**
 * Properties of a `PersistentChat`.
 */
export interface PersistentChatProps {
  /**
   * The Amazon Connect instance, as its id (a UUID) or its ARN.
   *
   * With an ARN, Connect is called in the ARN's Region, and IAM grants exactly that instance; with an id both are taken
   * from the stack. A token may turn out to be either.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-instance-arn.html
   */
  readonly instanceId: string;

  /**
   * The flow that a chat runs when the caller names none, as its id (a UUID) or its ARN.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-contact-flow-id.html
   */
  readonly contactFlowId: string;

  /**
   * More flows of the same instance that a caller may choose, as ids or ARNs, 60 at most. Any other flow is refused
   * with 403.
   *
   * @default - callers can use `contactFlowId` only
   */
  readonly additionalContactFlowIds?: string[];

  /**
   * How much of the past conversation is carried over when the caller names a source contact but no rehydration type.
   *
   * @default RehydrationType.ENTIRE_PAST_SESSION
   */
  readonly defaultRehydrationType?: RehydrationType;

  /**
   * What the customer gets when Connect refuses the source contact.
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
   * Remembers each customer's chats: a running one is given back, one that has ended is continued, and the client need not
   * name a contact. A contact that it does name has to be one of that customer's.
   *
   * The customer is who `access` says. With `ChatAccess.iam()` it is the `CustomerId` of the request, which is then
   * required: whoever may sign requests may name any customer. Anonymous access fails.
   *
   * @default - nothing is remembered: clients keep what `access` has them come back with
   */
  readonly sessionStore?: ChatSessionStore;

  /**
   * The origins of the web pages that may start a chat, like `https://www.example.com`, or `*` alone for every page.
   *
   * A browser on another origin gets 403. Callers that send no `Origin` header, mobile apps and servers, are served
   * whatever stands here.
   *
   * @default - no web page
   */
  readonly allowedOrigins?: string[];

  /**
   * The keys of contact attributes that a caller may set; they are case-sensitive. Another key is refused with 400.
   *
   * Flows that trust an attribute, for routing or identity, should not find it here: anybody who may start a chat may
   * set it to anything.
   *
   * @default - none; `customerName` is always set to the customer's display name
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/connect-contact-attributes.html
   */
  readonly allowedAttributes?: string[];

  /**
   * The longest chat that a caller may ask for, in whole minutes from 60 minutes to 7 days.
   *
   * Connect lets a chat run 25 hours when the caller asks for nothing; a maximum below that holds then too.
   *
   * @default Duration.days(7)
   */
  readonly maxChatDuration?: Duration;

  /**
   * Tells the client, in the answer's `featurePermissions`, whether it may offer attachments. It does not switch them
   * on in the instance.
   *
   * @default false
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/enable-attachments.html
   */
  readonly attachments?: boolean;

  /**
   * How many chats may be started, as requests per second and as a burst. What is over it gets 429 from API Gateway.
   *
   * Connect's own quota for `StartChatContact` is shared by all instances of the account and Region.
   *
   * @default - 5 requests per second with a burst of 8, which is Connect's default quota
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * The name of the API's stage, which is the path of its URL. The Android sample app expects `Prod`.
   *
   * @default 'Prod'
   */
  readonly stageName?: string;

  /**
   * Whether API Gateway writes a log line per request: status, error type, durations and source IP address, no body.
   *
   * API Gateway needs a role for that, which is set once per account and Region; without it the deployment fails with
   * "CloudWatch Logs role ARN must be set in account settings to enable logging". This construct does not set it.
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
