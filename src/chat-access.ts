import { Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';

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
   * Where the function finds the caller's identity in the request context, as one of the names it knows.
   */
  readonly callerIdentity: string;
}

/**
 * Who may start a chat.
 */
export abstract class ChatAccess {
  /**
   * Callers sign their requests with AWS credentials (SigV4) and need `execute-api:Invoke` on the start-chat method,
   * which `PersistentChat.grantStartChat` gives.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
   */
  public static iam(): ChatAccess {
    return new IamAccess();
  }

  /**
   * Anybody who knows the URL may start a chat, and may continue any past chat whose contact id they know: such an id
   * then works like a key to that conversation. Puts a warning on the construct, which
   * `Validations.of(chat).acknowledge()` takes away.
   */
  public static anonymous(): ChatAccess {
    return new AnonymousAccess();
  }

  /**
   * Called once by the `PersistentChat` that this access is given to.
   *
   * @param scope the `PersistentChat`
   */
  public abstract bind(scope: Construct): ChatAccessConfig;
}

class IamAccess extends ChatAccess {
  public bind(): ChatAccessConfig {
    return { authorizationType: apigateway.AuthorizationType.IAM, callerIdentity: 'IAM' };
  }
}

class AnonymousAccess extends ChatAccess {
  public bind(scope: Construct): ChatAccessConfig {
    Validations.of(scope).addWarning(
      'cdk-connect-persistent-chat:anonymousAccess',
      'Anybody can start chats here, and can continue any past chat whose contact id they know. '
      + 'Choose ChatAccess.iam(), or acknowledge this warning when the API is meant to be public.',
    );
    return { authorizationType: apigateway.AuthorizationType.NONE, callerIdentity: 'ANONYMOUS' };
  }
}
