import { aws_apigateway as apigateway, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';

/**
 * What a `ChatAccess` is told about the `PersistentChat` that it is for.
 */
export interface ChatAccessBindOptions {
  /**
   * The keys of contact attributes that callers may set.
   */
  readonly allowedAttributes: string[];

  /**
   * How long logs are kept.
   */
  readonly logRetention: logs.RetentionDays;

  /**
   * Whether a session store knows which chats are a customer's, so that nothing else is needed to continue one.
   *
   * @default false
   */
  readonly hasSessionStore?: boolean;
}

/**
 * What a `ChatAccess` asks of the API and tells the start-chat function.
 */
export interface ChatAccessConfig {
  /**
   * How API Gateway checks the caller of the start-chat method.
   */
  readonly authorizationType: apigateway.AuthorizationType;

  /**
   * The authorizer that API Gateway asks.
   *
   * @default - none
   */
  readonly authorizer?: apigateway.IAuthorizer;

  /**
   * Variables of the start-chat function that say where it finds the caller's identity, and what to make of it.
   */
  readonly functionEnvironment: { [name: string]: string };

  /**
   * What the start-chat function may do, beside starting chats and writing its log.
   *
   * @default - nothing
   */
  readonly functionStatements?: iam.PolicyStatement[];

  /**
   * The web ACL that requests have to pass.
   *
   * @default - none
   */
  readonly webAclArn?: string;

  /**
   * That web ACL, when the access has created it.
   *
   * @default - the access has created none
   */
  readonly webAcl?: wafv2.CfnWebACL;

  /**
   * The authorizer's function, when the access has created it.
   *
   * @default - the access has created none
   */
  readonly authorizerFunction?: lambda.Function;

  /**
   * The KMS key behind resume handles, when the access has created it.
   *
   * @default - the access has created none
   */
  readonly resumeHandleKey?: kms.Key;
}
