import { aws_apigateway as apigateway, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AnonymousAccessOptions } from './anonymous-visitors';
import { ChatAccessBindOptions, ChatAccessConfig } from './chat-access-config';
import { bindAnonymousAccess, bindAuthorizerAccess, bindCognitoAccess, bindIamAccess, bindJwtAccess } from './private/access';
import { AuthorizerAccessOptions, CognitoAccessOptions, JwtAccessOptions } from './signed-in-customers';

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
    return new (class extends ChatAccess {
      public bind(): ChatAccessConfig {
        return bindIamAccess();
      }
    })();
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
    return new (class extends ChatAccess {
      public bind(scope: Construct, bindOptions: ChatAccessBindOptions): ChatAccessConfig {
        return bindCognitoAccess(scope, bindOptions, userPools, options);
      }
    })();
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
    return new (class extends ChatAccess {
      public bind(scope: Construct, bindOptions: ChatAccessBindOptions): ChatAccessConfig {
        return bindJwtAccess(scope, bindOptions, options);
      }
    })();
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
    return new (class extends ChatAccess {
      public bind(scope: Construct, bindOptions: ChatAccessBindOptions): ChatAccessConfig {
        return bindAuthorizerAccess(scope, bindOptions, authorizer, options);
      }
    })();
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
    return new (class extends ChatAccess {
      public bind(scope: Construct, bindOptions: ChatAccessBindOptions): ChatAccessConfig {
        return bindAnonymousAccess(scope, bindOptions, options);
      }
    })();
  }

  /**
   * Called once by the `PersistentChat` that this access is given to.
   *
   * @param scope the `PersistentChat`
   * @param options what the access has to know about it
   */
  public abstract bind(scope: Construct, options: ChatAccessBindOptions): ChatAccessConfig;
}
