import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { ChatAccessConfig } from '../../chat-access-config';
import { START_CHAT_ENVIRONMENT } from '../../shared/environment';

export function bindIamAccess(): ChatAccessConfig {
  return { authorizationType: apigateway.AuthorizationType.IAM, functionEnvironment: { [START_CHAT_ENVIRONMENT.callerIdentity]: 'IAM' } };
}
