import {
  CfnOutput, Duration, aws_apigateway as apigateway, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs,
  aws_wafv2 as wafv2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatAccess } from './chat-access';
import { ChatSessionStore } from './chat-session-store';
import { parseContactFlowIds, parseInstance } from './private/connect-ids';
import { checkedEnvironment } from './private/function-environment';
import { checkProps } from './private/prop-checks';
import { sessionUse } from './private/sessions';
import { StartChatApi } from './private/start-chat-api';
import { startChatEnvironment } from './private/start-chat-environment';
import { StartChatFunction } from './private/start-chat-function';
import { startChatRole } from './private/start-chat-role';
import { RehydrationFailure } from './rehydration-failure';
import { RehydrationType } from './rehydration-type';

/** Lambda gives CPU in proportion to memory, and a cold start is what a customer waits for: docs/performance.md weighs the sizes. */
const FUNCTION_MEMORY_MIB = 1024;
/** The function answers within 12 s whatever Connect does; the rest is for a cold start. Stays under API Gateway's 29 s. */
const FUNCTION_TIMEOUT = Duration.seconds(20);

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

/**
 * A start-chat API for Amazon Connect with persistent chat: a REST API and a function that calls `StartChatContact`,
 * allowed to do so on the given flows only. Clients start and continue chats by POST on `url`.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
export class PersistentChat extends Construct {
  /**
   * Where chats are started: the URL of the stage, with a slash at its end.
   *
   * @attribute
   */
  public readonly url: string;

  /** The REST API: for a custom domain, a web ACL or alarms. */
  public readonly api: apigateway.RestApi;

  /**
   * The function that starts chats: 1,024 MB and arm64, by the figures in the library's docs/performance.md. Provisioned
   * concurrency is for an alias of it.
   */
  public readonly startChatFunction: lambda.Function;

  /** The function's role. */
  public readonly role: iam.Role;

  /** The function's log. */
  public readonly logGroup: logs.LogGroup;

  /** API Gateway's log; undefined when `accessLog` is false. */
  public readonly accessLogGroup?: logs.LogGroup;

  /**
   * The function that checks tokens, with its role and its log group; undefined unless `access` has created one, as
   * `ChatAccess.jwt` does.
   */
  public readonly authorizerFunction?: lambda.Function;

  /** The KMS key behind resume handles; undefined with a `sessionStore` and with `ChatAccess.iam`, which need none. */
  public readonly resumeHandleKey?: kms.Key;

  /** The web ACL that limits each visitor; undefined unless a `VisitorLimit` has created one, as with `ChatAccess.anonymous`. */
  public readonly webAcl?: wafv2.CfnWebACL;

  private readonly startChatMethod: apigateway.Method;

  /**
   * @throws when a prop cannot work, naming the prop, its value and what to write instead
   */
  constructor(scope: Construct, id: string, props: PersistentChatProps) {
    super(scope, id);
    checkProps(this, props);
    const instance = parseInstance(this, props.instanceId);
    const contactFlowIds = parseContactFlowIds(this, instance, props.contactFlowId, props.additionalContactFlowIds);
    const allowedOrigins = props.allowedOrigins ?? [];
    const retention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    const access = (props.access ?? ChatAccess.iam()).bind(this, {
      allowedAttributes: props.allowedAttributes ?? [], logRetention: retention, hasSessionStore: props.sessionStore !== undefined,
    });
    this.authorizerFunction = access.authorizerFunction;
    this.resumeHandleKey = access.resumeHandleKey;
    this.webAcl = access.webAcl;
    const sessions = props.sessionStore && sessionUse(this, props.sessionStore, instance, access);
    const environment = { ...startChatEnvironment({ ...props, instance, contactFlowIds }), ...access.functionEnvironment, ...sessions?.environment };

    this.logGroup = new logs.LogGroup(this, 'FunctionLogs', { retention });
    this.role = startChatRole(this, 'FunctionRole', {
      instance, contactFlowIds, logGroup: this.logGroup, moreStatements: [...access.functionStatements ?? [], ...sessions?.statements ?? []],
    });
    this.startChatFunction = new StartChatFunction(this, 'Function', {
      description: 'Starts Amazon Connect chats, and continues past ones',
      role: this.role,
      logGroup: this.logGroup,
      architecture: lambda.Architecture.ARM_64,
      memorySize: FUNCTION_MEMORY_MIB,
      timeout: FUNCTION_TIMEOUT,
      environment: checkedEnvironment(this, environment, 'additionalContactFlowIds, allowedOrigins, allowedAttributes, or attributeClaims of access'),
    });

    if (props.accessLog ?? true) {
      this.accessLogGroup = new logs.LogGroup(this, 'AccessLogs', { retention });
    }
    const api = new StartChatApi(this, 'Api', {
      access,
      allowedOrigins,
      startChatFunction: this.startChatFunction,
      throttle: { rateLimit: props.throttle?.rateLimit ?? 5, burstLimit: props.throttle?.burstLimit ?? 8 },
      stageName: props.stageName ?? 'Prod',
      accessLogGroup: this.accessLogGroup,
    });
    this.api = api;
    this.startChatMethod = api.startChatMethod;
    this.url = api.url;
    new CfnOutput(this, 'Url', { value: this.url, description: 'Start chats by POST here' });
  }

  /**
   * Lets a caller's role or user start chats. Needed with `ChatAccess.iam()` only.
   *
   * @param grantee who signs the requests
   */
  public grantStartChat(grantee: iam.IGrantable): iam.Grant {
    return this.startChatMethod.grantExecute(grantee);
  }
}
