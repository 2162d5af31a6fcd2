import { aws_apigateway as apigateway, aws_dynamodb as dynamodb, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_wafv2 as wafv2 } from 'aws-cdk-lib';
import { ChatFunctionOptions } from './chat-function-options';

/**
 * What a `PersistentChat` tells its `ChatAccess`. Functions that the access creates run and log as these options say.
 */
export interface ChatAccessBindOptions extends ChatFunctionOptions {
  /**
   * The keys of contact attributes that callers may set.
   */
  readonly allowedAttributes: string[];

  /**
   * What the keys of further contact attributes begin with that callers may set.
   *
   * @default - no more attributes
   */
  readonly allowedAttributePrefixes?: string[];

  /**
   * How long logs are kept.
   */
  readonly logRetention: logs.RetentionDays;

  /**
   * Whether the `PersistentChat` has a session store. The store knows each customer's chats, so resume handles are not needed.
   *
   * @default false
   */
  readonly hasSessionStore?: boolean;

  /**
   * The KMS key of resume handles. An access that has resume handles uses it, and returns it.
   *
   * @default - the access creates a key
   */
  readonly resumeHandleKey?: kms.IKey;
}

/**
 * How a `ChatAccess` configures the API and the start-chat function.
 */
export interface ChatAccessConfig {
  /**
   * How API Gateway checks the caller of the start-chat method.
   */
  readonly authorizationType: apigateway.AuthorizationType;

  /**
   * The authorizer of the start-chat method.
   *
   * @default - no authorizer
   */
  readonly authorizer?: apigateway.IAuthorizer;

  /**
   * Environment variables of the start-chat function. They tell where it finds the caller's identity, and how it uses it.
   */
  readonly functionEnvironment: { [name: string]: string };

  /**
   * Permissions of the start-chat function, in addition to starting chats and writing its log.
   *
   * @default - no additional permissions
   */
  readonly functionStatements?: iam.PolicyStatement[];

  /**
   * Who issues the customer ids that Amazon Connect is told, if each id is what one issuer says. Two `PersistentChat` of an app
   * with other issuers and the same instance get a warning, because their ids could be equal.
   *
   * @default - Amazon Connect is told no customer ids, or none that could be equal to another issuer's
   */
  readonly customerIdIssuer?: string;

  /**
   * The ARN of the web ACL that filters the API's requests.
   *
   * @default - no web ACL
   */
  readonly webAclArn?: string;

  /**
   * The web ACL, if the access creates it.
   *
   * @default - the access creates no web ACL
   */
  readonly webAcl?: wafv2.CfnWebACL;

  /**
   * The table that counts the chats of each visitor's address.
   *
   * @default - they are not counted
   */
  readonly visitorTable?: dynamodb.Table;

  /**
   * The authorizer's function, if the access creates it.
   *
   * @default - the access creates no function
   */
  readonly authorizerFunction?: lambda.Function;

  /**
   * The KMS key of resume handles.
   *
   * @default - the access has no resume handles
   */
  readonly resumeHandleKey?: kms.IKey;
}
