import { aws_apigateway as apigateway } from 'aws-cdk-lib';
import { ChatAccessConfig } from '../../chat-access-config';
import { IamAccessOptions } from '../../iam-callers';
import { ACCESS_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';

export function bindIamAccess({ shareIdempotencyKeys }: IamAccessOptions): ChatAccessConfig {
  return {
    authorizationType: apigateway.AuthorizationType.IAM,
    functionEnvironment: {
      [START_CHAT_ENVIRONMENT.callerIdentity]: 'IAM',
      ...(shareIdempotencyKeys && { [ACCESS_ENVIRONMENT.shareIdempotencyKeys]: 'true' }),
    },
  };
}
