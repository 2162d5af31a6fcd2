import {
  CfnOutput, Validations, aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_iam as iam, aws_kms as kms, aws_lambda as lambda,
  aws_logs as logs, aws_sqs as sqs, aws_wafv2 as wafv2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatAccess } from './chat-access';
import { PersistentChatProps } from './persistent-chat-props';
import { warnOfEqualCustomerIds } from './private/access/customer-ids';
import { listAllowedHeaders } from './private/api/allowed-headers';
import { StartChatApi } from './private/api/start-chat-api';
import { createStartChatFunction } from './private/functions/create-start-chat-function';
import { checkEnvironmentSize } from './private/functions/environment-size';
import { createLogGroup } from './private/functions/log-group';
import { createProvisionedAlias, prepareForVersions } from './private/functions/provisioned-alias';
import { buildStartChatEnvironment } from './private/functions/start-chat-environment';
import { createStartChatRole } from './private/functions/start-chat-role';
import { checkCookies } from './private/props/check-cors';
import { checkHasResumeHandles } from './private/props/check-keys';
import { checkProps } from './private/props/check-props';
import { buildCustomerThrottle, completeStageThrottle } from './private/props/check-throttle';
import { parseContactFlowIds, parseInstance } from './private/props/connect-ids';
import { warnOfIncrementalResponses } from './private/props/incremental-responses';
import { errorAt, invalidProp } from './private/props/invalid-prop';
import { createLateRehydration, isRehydratedLate, refuseOtherSenders } from './private/rehydration';
import { changePendingSessions, useSessionStore } from './private/sessions';
import { ResponseMode } from './response-mode';

/**
 * A start-chat API for Amazon Connect with persistent chat: a REST API, and a function that is allowed to call
 * `StartChatContact` on the given flows only. Clients start and continue chats by POST requests to `url`.
 *
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html
 */
export class PersistentChat extends Construct {
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
  public readonly resumeHandleKey?: kms.IKey;

  /**
   * The queue of past chats that are to be attached to a running chat. It accepts messages of `role` only, so messages of the
   * dead-letter queue cannot be moved back: after 15 minutes they would be of no use. Undefined without `lateRehydration`.
   */
  public readonly pastChatQueue?: sqs.Queue;

  /**
   * Keeps messages of `pastChatQueue` that could not be worked on, for 14 days. A past chat that Amazon Connect does not accept
   * in time is no such failure. Undefined without `lateRehydration`.
   */
  public readonly pastChatDeadLetterQueue?: sqs.Queue;

  /** The function that attaches past chats to running chats. Undefined without `lateRehydration`. */
  public readonly attachPastChatFunction?: lambda.Function;

  /** The web ACL that limits each visitor. Undefined unless a `VisitorLimit` creates one, as with `ChatAccess.anonymous`. */
  public readonly webAcl?: wafv2.CfnWebACL;

  /** The table that counts the chats of each visitor's address. Undefined unless a `VisitorChatLimit` creates one. */
  public readonly visitorTable?: dynamodb.Table;

  private readonly startChatMethod: apigateway.Method;
  private readonly asksIam: boolean;
  private readonly isUrlDisabled: boolean;
  private readonly resumeChatMethod?: apigateway.Method;

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
    const { vpc, vpcSubnets, securityGroups, logEncryptionKey, tracing } = props;
    const options = { vpc, vpcSubnets, securityGroups, logEncryptionKey, tracing };
    const access = (props.access ?? ChatAccess.iam()).bind(this, {
      ...options,
      allowedAttributes: props.allowedAttributes ?? [],
      allowedAttributePrefixes: props.allowedAttributePrefixes,
      logRetention: retention,
      hasSessionStore: props.sessionStore !== undefined,
      resumeHandleKey: props.resumeHandleKey,
    });
    this.authorizerFunction = access.authorizerFunction;
    checkHasResumeHandles(this, props, access);
    checkCookies(this, props, access.authorizer);
    warnOfEqualCustomerIds(this, instance, access);
    if (props.responseMode === ResponseMode.INCREMENTAL) warnOfIncrementalResponses(this);
    this.resumeHandleKey = access.resumeHandleKey;
    this.webAcl = access.webAcl;
    this.visitorTable = access.visitorTable;
    const sessions = props.sessionStore && useSessionStore(this, props.sessionStore, instance, access);
    const late = isRehydratedLate(this, props, access) ? createLateRehydration(this, {
      instance, sessions: props.sessionStore && changePendingSessions(this, props.sessionStore), logRetention: retention, options,
    }) : undefined;
    this.pastChatQueue = late?.queue;
    this.pastChatDeadLetterQueue = late?.deadLetterQueue;
    this.attachPastChatFunction = late?.attachFunction;
    const isAnonymous = access.authorizationType === apigateway.AuthorizationType.NONE;
    const environment = {
      ...buildStartChatEnvironment({ ...props, instance, contactFlowIds, isAnonymous }),
      ...access.functionEnvironment,
      ...sessions?.environment,
      ...(sessions && buildCustomerThrottle(this, props.customerThrottle)),
      ...late?.environment,
    };
    checkEnvironmentSize(this, environment, 'additionalContactFlowIds, allowedOrigins, allowedAttributes, segmentAttributes or access.attributeClaims');

    this.logGroup = createLogGroup(this, 'FunctionLogs', { retention, encryptionKey: logEncryptionKey });
    this.role = createStartChatRole(this, 'FunctionRole', {
      instance,
      contactFlowIds,
      logGroup: this.logGroup,
      moreStatements: [...access.functionStatements ?? [], ...sessions?.statements ?? [], ...late?.statements ?? []],
      options,
    });
    if (late) refuseOtherSenders(late.queue, this.role);
    this.startChatFunction = createStartChatFunction(this, 'Function', { role: this.role, logGroup: this.logGroup, environment, options });
    if (provisionedConcurrentExecutions !== undefined) {
      this.startChatAlias = createProvisionedAlias(this, 'Alias', this.startChatFunction, provisionedConcurrentExecutions);
    }

    if (props.accessLog ?? true) {
      this.accessLogGroup = createLogGroup(this, 'AccessLogs', { retention, encryptionKey: logEncryptionKey });
    }
    const api = new StartChatApi(this, 'Api', {
      access,
      cors: {
        allowedOrigins,
        allowedHeaders: listAllowedHeaders(props.allowedHeaders ?? [], access.authorizer),
        allowCredentials: props.allowCredentials ?? false,
      },
      startChatFunction: this.startChatAlias ?? this.startChatFunction,
      throttle: completeStageThrottle(this, 'throttle', props.throttle, props.sessionStore !== undefined),
      resumeThrottle: props.sessionStore && completeStageThrottle(this, 'resumeThrottle', props.resumeThrottle, true),
      stageName: props.stageName ?? 'Prod',
      accessLogGroup: this.accessLogGroup,
      tracing,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
    });
    this.api = api;
    this.startChatMethod = api.startChatMethod;
    this.asksIam = access.authorizationType === apigateway.AuthorizationType.IAM;
    this.resumeChatMethod = api.resumeChatMethod;
    this.isUrlDisabled = props.disableExecuteApiEndpoint ?? false;
    if (!this.isUrlDisabled) new CfnOutput(this, 'Url', { value: this.url, description: 'Start chats by POST here' });
  }

  /**
   * The URL that clients start chats at. It is the URL of the stage, with a slash at its end.
   *
   * @attribute
   * @throws with `disableExecuteApiEndpoint`, because the URL of your custom domain name is not known here
   */
  public get url(): string {
    if (this.isUrlDisabled) throw errorAt(this, 'There is no url, because of disableExecuteApiEndpoint. Use the URL of your custom domain name.');
    return this.api.url;
  }

  /**
   * Lets a role or user start chats. With another access than `ChatAccess.iam()` it has no effect, and adds a warning to the
   * construct.
   *
   * @param grantee the role or user that signs the requests
   */
  public grantStartChat(grantee: iam.IGrantable): iam.Grant {
    this.warnOfGrantWithoutEffect('grantStartChat');
    return this.startChatMethod.grantExecute(grantee);
  }

  /**
   * Lets a role or user ask for the running chats of customers, and start none. Needed with `ChatAccess.iam()` only.
   *
   * @param grantee the role or user that signs the requests
   * @throws if there is no `sessionStore`
   */
  public grantResumeChat(grantee: iam.IGrantable): iam.Grant {
    if (!this.resumeChatMethod) throw invalidProp(this, 'sessionStore', { must: 'be set to grant that chats are resumed', got: undefined });
    this.warnOfGrantWithoutEffect('grantResumeChat');
    return this.resumeChatMethod.grantExecute(grantee);
  }

  private warnOfGrantWithoutEffect(method: string): void {
    if (this.asksIam) return;
    Validations.of(this).addWarning(
      'cdk-connect-persistent-chat:grantWithoutEffect',
      `${method}() has no effect, because this access does not ask IAM. Use ChatAccess.iam(), remove the call, or acknowledge this warning.`,
    );
  }
}
