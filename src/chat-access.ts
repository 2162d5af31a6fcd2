import { aws_apigateway as apigateway, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AnonymousAccessOptions } from './anonymous-visitors';
import { ChatAccessBindOptions, ChatAccessConfig } from './chat-access-config';
import { IamAccessOptions } from './iam-callers';
import { bindAnonymousAccess, bindAuthorizerAccess, bindCognitoAccess, bindIamAccess, bindJwtAccess } from './private/access';
import { AuthorizerAccessOptions, CognitoAccessOptions, JwtAccessOptions } from './signed-in-customers';

/**
 * Who may start a chat.
 *
 * There is no factory for API keys. Every copy of a page or an app holds the same key, so a key does not identify the caller.
 */
export abstract class ChatAccess {
  /**
   * Callers sign their requests with AWS credentials (Signature Version 4). They need permission for `execute-api:Invoke`
   * on the start-chat method, which `PersistentChat.grantStartChat` grants.
   *
   * Use this for your own backends. A caller may send any contact id as the source contact, and so can continue the ended
   * chat of any customer. Do not give such credentials to customers.
   *
   * @param options for which callers an idempotency key counts
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
   */
  public static iam(options: IamAccessOptions = {}): ChatAccess {
    return new (class extends ChatAccess {
      public bind(): ChatAccessConfig {
        return bindIamAccess(options);
      }
    })();
  }

  /**
   * Customers sign in to an Amazon Cognito user pool, and send its ID token in the `Authorization` header. With
   * `acceptedToken: AcceptedToken.ACCESS` they send its access token.
   *
   * API Gateway checks the token's signature, user pool and expiry, but not its app client. If only some app clients may
   * start chats, list them in `userPoolClients`.
   *
   * @param userPools the user pools whose customers may start chats. They may be in other Regions and accounts. One that is
   * imported by its id is in the Region that the id begins with
   * @param options which app clients are accepted, and what Amazon Connect is told about the customer
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
   * A Lambda function checks the token's signature (RSA, ECDSA or EdDSA), issuer, audience and validity period. It caches
   * the issuer's keys. API Gateway does not cache its decisions, so a decision never outlives its token.
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
   * Your own Lambda authorizer decides. Its context must identify the customer, in `principalId` or in the key that
   * `subjectKey` names.
   *
   * If API Gateway caches the authorizer's results, a decision stays valid for that time, even if the token behind it has
   * expired. With a session store, the policy must then allow both methods of the API, `POST /` and `POST /resume`. The
   * library's docs/security.md has such a policy.
   *
   * @param authorizer a Lambda authorizer that only this API uses
   * @param options where the customer's identity is, and what Amazon Connect is told about the customer
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
   * Anybody who knows the URL may start a chat. Adds a warning to the construct, which `Validations.of(chat).acknowledge()`
   * removes.
   *
   * Creates a web ACL that limits each visitor. AWS charges for it by the month.
   *
   * @param options how visitors come back to a past chat, and the limit for each visitor
   */
  public static anonymous(options: AnonymousAccessOptions = {}): ChatAccess {
    return new (class extends ChatAccess {
      public bind(scope: Construct, bindOptions: ChatAccessBindOptions): ChatAccessConfig {
        return bindAnonymousAccess(scope, bindOptions, options);
      }
    })();
  }

  /**
   * Called once, by the `PersistentChat` that uses this access.
   *
   * @param scope the `PersistentChat`
   * @param options what the access needs to know about the `PersistentChat`
   */
  public abstract bind(scope: Construct, options: ChatAccessBindOptions): ChatAccessConfig;
}
