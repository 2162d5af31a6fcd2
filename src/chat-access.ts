import {
  aws_apigateway as apigateway, aws_cognito as cognito, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs,
  aws_wafv2 as wafv2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AnonymousAccessOptions } from './anonymous-visitors';
import { anonymousAccess, authorizerAccess, cognitoAccess, iamAccess, jwtAccess } from './private/access';
import { AuthorizerAccessOptions, CognitoAccessOptions, JwtAccessOptions } from './signed-in-customers';

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

/**
 * Who may start a chat.
 *
 * There is no factory for API keys: they travel with the page or the app, so they tell no caller from another.
 */
export abstract class ChatAccess {
  /**
   * Callers sign their requests with AWS credentials (SigV4) and need `execute-api:Invoke` on the start-chat method,
   * which `PersistentChat.grantStartChat` gives.
   *
   * It is meant for backends of your own: whoever may sign is trusted with the source contact. Each can name any contact
   * id, and with it continue anybody's ended chat. Do not hand such credentials to customers.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
   */
  public static iam(): ChatAccess {
    return new BoundAccess(iamAccess);
  }

  /**
   * Customers sign in to a user pool of Amazon Cognito, and send its ID token in the `Authorization` header.
   *
   * API Gateway checks signature, user pool and time, and not which app client the token is made for. Where that matters,
   * name the clients in `userPoolClients`.
   *
   * @param userPools the pools whose customers may start chats
   * @param options which app clients are accepted, and what Connect learns of the customer
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
   */
  public static cognito(userPools: cognito.IUserPool[], options: CognitoAccessOptions = {}): ChatAccess {
    return new BoundAccess((scope, bindOptions) => cognitoAccess(scope, bindOptions, userPools, options));
  }

  /**
   * Customers sign in with any OpenID Connect provider, and send its token as `Authorization: Bearer TOKEN`.
   *
   * A function of its own checks signature (RSA, ECDSA and EdDSA), issuer, audience and time. It keeps the issuer's keys,
   * and API Gateway keeps none of its decisions, so that none outlives its token.
   *
   * @param options which tokens are accepted
   */
  public static jwt(options: JwtAccessOptions): ChatAccess {
    return new BoundAccess((scope, bindOptions) => jwtAccess(scope, bindOptions, options));
  }

  /**
   * An authorizer of your own decides. Its context has to say who the customer is, in `principalId` or in the key that
   * `subjectKey` names.
   *
   * An authorizer that caches its results keeps a decision for that long, also when what it was made on has expired.
   *
   * @param authorizer a Lambda authorizer of this API alone
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
   */
  public static authorizer(authorizer: apigateway.IAuthorizer, options: AuthorizerAccessOptions = {}): ChatAccess {
    return new BoundAccess((scope, bindOptions) => authorizerAccess(scope, bindOptions, authorizer, options));
  }

  /**
   * Anybody who knows the URL may start a chat. Puts a warning on the construct, which `Validations.of(chat).acknowledge()`
   * takes away.
   *
   * Creates a web ACL that limits each visitor. AWS charges for it by the month.
   *
   * @param options how visitors come back, and what limits them
   */
  public static anonymous(options: AnonymousAccessOptions = {}): ChatAccess {
    return new BoundAccess((scope, bindOptions) => anonymousAccess(scope, bindOptions, options));
  }

  /**
   * Called once by the `PersistentChat` that this access is given to.
   *
   * @param scope the `PersistentChat`
   * @param options what the access has to know about it
   */
  public abstract bind(scope: Construct, options: ChatAccessBindOptions): ChatAccessConfig;
}

class BoundAccess extends ChatAccess {
  constructor(private readonly bindTo: (scope: Construct, options: ChatAccessBindOptions) => ChatAccessConfig) {
    super();
  }

  public bind(scope: Construct, options: ChatAccessBindOptions): ChatAccessConfig {
    return this.bindTo(scope, options);
  }
}
