import { Duration, aws_apigateway as apigateway, aws_lambda as lambda, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeFinding } from '../cdk-nag-findings';
import { CorsSettings, createPreflightIntegration, createPreflightMethodResponses } from './cors-preflight';
import { deployAfterParts } from './deploy-after-parts';
import { deployEveryChange } from './deploy-every-change';
import { warnOfDeployTimeValues } from './deploy-time-values';
import { warnOfEveryOrigin } from './every-origin';
import { addGatewayResponses } from './gateway-responses';
import { ChatAccessConfig } from '../../chat-access-config';
import { RESUME_RESOURCE } from '../../shared/resume-resource';

export interface StartChatApiProps {
  readonly startChatFunction: lambda.IFunction;
  readonly access: ChatAccessConfig;
  readonly cors: CorsSettings;
  readonly throttle: apigateway.ThrottleSettings;
  /** Of the resource that only gives back running chats. Without it, there is no such resource. */
  readonly resumeThrottle?: apigateway.ThrottleSettings;
  readonly stageName: string;
  readonly accessLogGroup?: logs.ILogGroup;
  readonly tracing?: boolean;
  readonly disableExecuteApiEndpoint?: boolean;
}

/** API Gateway's limit. The function's time-out must be shorter: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const INTEGRATION_TIMEOUT = Duration.seconds(29);

/** What happened, when, and how long it took. No body and no header, because they hold tokens and what people typed. */
const ACCESS_LOG_FORMAT = {
  requestId: apigateway.AccessLogField.contextRequestId(),
  requestTime: apigateway.AccessLogField.contextRequestTime(),
  sourceIp: apigateway.AccessLogField.contextIdentitySourceIp(),
  httpMethod: apigateway.AccessLogField.contextHttpMethod(),
  status: apigateway.AccessLogField.contextStatus(),
  errorType: apigateway.AccessLogField.contextErrorResponseType(),
  integrationStatus: apigateway.AccessLogField.contextIntegrationStatus(),
  integrationLatency: apigateway.AccessLogField.contextIntegrationLatency(),
  responseLatency: apigateway.AccessLogField.contextResponseLatency(),
  responseLength: apigateway.AccessLogField.contextResponseLength(),
};

/** The library's own authorizer knows the customer, also of requests that do not reach the start-chat function. */
function buildAccessLogFormat({ authorizerFunction }: ChatAccessConfig): Record<string, string> {
  return { ...ACCESS_LOG_FORMAT, ...(authorizerFunction && { customer: apigateway.AccessLogField.contextAuthorizer('customer') }) };
}

/** cdk-nag wants a user pool. These are the reasons to have none. */
const OTHER_THAN_COGNITO: ReadonlyMap<apigateway.AuthorizationType, string> = new Map([
  [apigateway.AuthorizationType.IAM, 'Callers are authorised by IAM.'],
  [apigateway.AuthorizationType.CUSTOM, 'Callers are authorised by a Lambda authorizer.'],
]);

/** API Gateway answers preflights by itself. Whoever sends many of them must not keep other pages' browsers from asking. */
const PREFLIGHT_THROTTLE = toMethodThrottle({ rateLimit: 1000, burstLimit: 2000 });

/** The REST API with the contract's endpoints: POST on the stage's root, and with a session store on `/resume`. */
export class StartChatApi extends apigateway.RestApi {
  public readonly startChatMethod: apigateway.Method;
  public readonly resumeChatMethod?: apigateway.Method;

  constructor(scope: Construct, id: string, props: StartChatApiProps) {
    super(scope, id, {
      restApiName: scope.node.path.replace(/\//g, '-'),
      description: 'Starts Amazon Connect chats, and continues past ones',
      endpointTypes: [apigateway.EndpointType.REGIONAL],
      // There is one such role for each account and Region, so a stack must not set it.
      cloudWatchRole: false,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      deployOptions: {
        stageName: props.stageName,
        throttlingRateLimit: props.throttle.rateLimit,
        throttlingBurstLimit: props.throttle.burstLimit,
        tracingEnabled: props.tracing,
        methodOptions: {
          '//OPTIONS': PREFLIGHT_THROTTLE,
          ...(props.resumeThrottle && {
            [`${RESUME_RESOURCE}/OPTIONS`]: PREFLIGHT_THROTTLE,
            [`${RESUME_RESOURCE}/POST`]: toMethodThrottle(props.resumeThrottle),
          }),
        },
        ...(props.accessLogGroup && {
          accessLogDestination: new apigateway.LogGroupLogDestination(props.accessLogGroup),
          accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(buildAccessLogFormat(props.access))),
        }),
      },
    });
    requireTls12(this);
    // PersistentChat has its own output for the URL.
    this.node.tryRemoveChild('Endpoint');

    this.startChatMethod = addChatMethods(this.root, props);
    if (props.resumeThrottle) this.resumeChatMethod = addChatMethods(this.root.addResource(RESUME_RESOURCE.slice(1)), props);
    addGatewayResponses(this, props.cors);
    deployEveryChange(this);
    deployAfterParts(this);
    warnOfEveryOrigin(scope, props.cors.allowedOrigins, props.access);
    warnOfDeployTimeValues(scope, props.cors.allowedOrigins, props.access.authorizer);
    if (props.access.webAclArn) {
      new wafv2.CfnWebACLAssociation(this, 'WebAcl', { webAclArn: props.access.webAclArn, resourceArn: this.deploymentStage.stageArn });
    }
    this.acknowledgeFindings(props.access);
  }

  private acknowledgeFindings(access: ChatAccessConfig): void {
    acknowledgeFinding(this, 'AwsSolutions-APIG2',
      'The function checks every key. A request model would apply to one content type only, and existing clients send several.');
    acknowledgeFinding(this.deploymentStage, 'AwsSolutions-APIG6',
      'Execution logs would hold request and response bodies: what people typed, and participant tokens. The access log holds neither.');
    const otherThanCognito = OTHER_THAN_COGNITO.get(access.authorizationType);
    for (const method of [this.startChatMethod, this.resumeChatMethod]) {
      if (otherThanCognito && method) acknowledgeFinding(method, 'AwsSolutions-COG4', otherThanCognito);
    }
  }
}

/**
 * Regional REST APIs accept TLS 1.0 by default. This is the policy for TLS 1.2 and 1.3 that most clients can use. It needs an
 * access mode. This mode routes requests as without one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
function requireTls12(api: apigateway.RestApi): void {
  const resource = api.node.defaultChild as apigateway.CfnRestApi;
  resource.securityPolicy = 'SecurityPolicy_TLS13_1_2_2021_06';
  resource.endpointAccessMode = apigateway.EndpointAccessMode.BASIC;
}

/** Adds POST and its preflight. @returns the method POST */
function addChatMethods(resource: apigateway.IResource, props: StartChatApiProps): apigateway.Method {
  const { startChatFunction, access: { authorizationType, authorizer }, cors, stageName } = props;
  const method = resource.addMethod('POST', createStartChatIntegration(startChatFunction), { authorizationType, authorizer });
  allowBeforeStage(method, stageName);
  resource.addMethod('OPTIONS', createPreflightIntegration(cors), {
    authorizationType: apigateway.AuthorizationType.NONE,
    methodResponses: createPreflightMethodResponses(cors),
  });
  return method;
}

/** Names the stage in the method's permission as a text: with a reference, the permission would be created after the stage. */
function allowBeforeStage(method: apigateway.Method, stageName: string): void {
  const { api, httpMethod, resource, node } = method;
  const sourceArn = api.arnForExecuteApi(httpMethod, resource.path, stageName);
  for (const child of node.children) {
    if (child instanceof lambda.CfnPermission) child.sourceArn = sourceArn;
  }
}

function toMethodThrottle({ rateLimit, burstLimit }: apigateway.ThrottleSettings): apigateway.MethodDeploymentOptions {
  return { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit };
}

function createStartChatIntegration(startChatFunction: lambda.IFunction): apigateway.Integration {
  return new apigateway.LambdaIntegration(startChatFunction, {
    timeout: INTEGRATION_TIMEOUT,
    // Without the permission for the console's test button, which clients do not need.
    allowTestInvoke: false,
  });
}
