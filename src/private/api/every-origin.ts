import { Validations, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatAccessConfig } from '../../chat-access-config';

/** Warns of an API that knows its callers, and lets the pages of everybody call it. */
export function warnOfEveryOrigin(scope: Construct, allowedOrigins: string[], { authorizationType }: ChatAccessConfig): void {
  if (!allowedOrigins.includes('*') || authorizationType === apigateway.AuthorizationType.NONE) return;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:everyOrigin',
    "allowedOrigins is '*', so a page of any site can start chats in the name of a caller whose token or credentials it has got. "
    + 'List the origins of your pages, or acknowledge this warning.',
  );
}
