import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { ChatAccessConfig } from '../../chat-access';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';

export function iamAccess(): ChatAccessConfig {
  return { authorizationType: apigateway.AuthorizationType.IAM, functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'IAM' } };
}
