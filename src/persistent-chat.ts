import {
  CfnOutput, Duration, aws_apigateway as apigateway, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs,
  aws_wafv2 as wafv2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatAccess } from './chat-access';
import { PersistentChatProps } from './persistent-chat-props';
import { StartChatApi } from './private/api/start-chat-api';
import { checkEnvironmentSize } from './private/functions/environment-size';
import { createProvisionedAlias, prepareForVersions } from './private/functions/provisioned-alias';
import { buildStartChatEnvironment } from './private/functions/start-chat-environment';
import { StartChatFunction } from './private/functions/start-chat-function';
import { createStartChatRole } from './private/functions/start-chat-role';
import { checkProps } from './private/props/check-props';
import { parseContactFlowIds, parseInstance } from './private/props/connect-ids';
import { useSessionStore } from './private/sessions';

/** Lambda gives CPU in proportion to memory, and customers wait for cold starts. docs/performance.md compares the sizes. */
const FUNCTION_MEMORY_MIB = 1024;
/** The function answers within 12 s, even if Connect does not. The rest is for a cold start. API Gateway waits for 29 s. */
const FUNCTION_TIMEOUT = Duration.seconds(20);

/**
 * A start-chat API for Amazon Connect with persistent chat: a REST API, and a function that is allowed to call
 * `StartChatContact` on the given flows only. Clients start and continue chats by POST requests to `url`.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
export class PersistentChat extends Construct {
  /**
   * The URL that clients start chats at. It is the URL of the stage, with a slash at its end.
   *
   * @attribute
   */
  public readonly url: string;

  /** The REST API, for example to add a custom domain or alarms. */
  public readonly api: apigateway.RestApi;

  /**
   * The function that starts chats. It has 1,024 MB of memory and runs on arm64; the library's docs/performance.md has the
   * measurements. With `provisionedConcurrentExecutions`, the API calls `startChatAlias` instead.
   */
  public readonly startChatFunction: lambda.Function;

  /**
   * The alias of the function that the API calls, for example to scale its concurrency. Undefined unless
   * `provisionedConcurrentExecutions` is set.
   */
  public readonly startChatAlias?: lambda.Alias;

  /** The function's role. */
  public readonly role: iam.Role;

  /** The function's log group. */
  public readonly logGroup: logs.LogGroup;

  /** The log group of API Gateway's access log. Undefined if `accessLog` is false. */
  public readonly accessLogGroup?: logs.LogGroup;

  /**
   * The function that checks tokens, with its role and its log group. Undefined unless `access` creates one, as
   * `ChatAccess.jwt` does.
   */
  public readonly authorizerFunction?: lambda.Function;

  /** The KMS key of resume handles. Undefined with a `sessionStore` and with `ChatAccess.iam`, which have no resume handles. */
  public readonly resumeHandleKey?: kms.Key;

  /** The web ACL that limits each visitor. Undefined unless a `VisitorLimit` creates one, as with `ChatAccess.anonymous`. */
  public readonly webAcl?: wafv2.CfnWebACL;

  private readonly startChatMethod: apigateway.Method;

  /**
   * @throws if a prop cannot work. The error names the prop and its value
   */
  constructor(scope: Construct, id: string, props: PersistentChatProps) {
    super(scope, id);
    checkProps(this, props);
    const { provisionedConcurrentExecutions } = props;
    if (provisionedConcurrentExecutions !== undefined) prepareForVersions(this, provisionedConcurrentExecutions);
    const instance = parseInstance(this, props.instanceId, [props.contactFlowId, ...props.additionalContactFlowIds ?? []]);
    const contactFlowIds = parseContactFlowIds(this, instance, props.contactFlowId, props.additionalContactFlowIds);
    const allowedOrigins = props.allowedOrigins ?? [];
    const retention = props.logRetention ?? logs.RetentionDays.ONE_MONTH;
    const access = (props.access ?? ChatAccess.iam()).bind(this, {
      allowedAttributes: props.allowedAttributes ?? [], logRetention: retention, hasSessionStore: props.sessionStore !== undefined,
    });
    this.authorizerFunction = access.authorizerFunction;
    this.resumeHandleKey = access.resumeHandleKey;
    this.webAcl = access.webAcl;
    const sessions = props.sessionStore && useSessionStore(this, props.sessionStore, instance, access);
    const environment = {
      ...buildStartChatEnvironment({ ...props, instance, contactFlowIds }), ...access.functionEnvironment, ...sessions?.environment,
    };
    checkEnvironmentSize(this, environment, 'additionalContactFlowIds, allowedOrigins, allowedAttributes or access.attributeClaims');

    this.logGroup = new logs.LogGroup(this, 'FunctionLogs', { retention });
    this.role = createStartChatRole(this, 'FunctionRole', {
      instance, contactFlowIds, logGroup: this.logGroup, moreStatements: [...access.functionStatements ?? [], ...sessions?.statements ?? []],
    });
    this.startChatFunction = new StartChatFunction(this, 'Function', {
      description: 'Starts Amazon Connect chats, and continues past ones',
      role: this.role,
      logGroup: this.logGroup,
      architecture: lambda.Architecture.ARM_64,
      memorySize: FUNCTION_MEMORY_MIB,
      timeout: FUNCTION_TIMEOUT,
      environment,
    });
    if (provisionedConcurrentExecutions !== undefined) {
      this.startChatAlias = createProvisionedAlias(this, 'Alias', this.startChatFunction, provisionedConcurrentExecutions);
    }

    if (props.accessLog ?? true) {
      this.accessLogGroup = new logs.LogGroup(this, 'AccessLogs', { retention });
    }
    const api = new StartChatApi(this, 'Api', {
      access,
      allowedOrigins,
      startChatFunction: this.startChatAlias ?? this.startChatFunction,
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
   * Lets a role or user start chats. Needed with `ChatAccess.iam()` only.
   *
   * @param grantee the role or user that signs the requests
   */
  public grantStartChat(grantee: iam.IGrantable): iam.Grant {
    return this.startChatMethod.grantExecute(grantee);
  }
}
