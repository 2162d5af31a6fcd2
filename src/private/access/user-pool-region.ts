import { ArnFormat, Stack, Token, aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from '../props/invalid-prop';

/**
 * Returns each user pool with the ARN and the issuer of its own Region. A pool that was imported by its id has those of the
 * stack's Region, but the id begins with the pool's: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function placeInOwnRegion(scope: Construct, userPools: cognito.IUserPool[]): cognito.IUserPool[] {
  return userPools.map((userPool, index) => {
    const { userPoolId, userPoolArn } = userPool;
    if (Token.isUnresolved(userPoolId)) return userPool;
    const ownRegion = /^([a-z]{2}[a-z0-9-]*)_[0-9A-Za-z]+$/.exec(userPoolId)?.[1];
    if (ownRegion === undefined) {
      throw invalidProp(scope, 'access.userPools', {
        must: "have ids that begin with their Region, like 'us-east-1_AbCdEf123'",
        got: userPoolId,
        remedy: '`aws cognito-idp list-user-pools` shows them.',
      });
    }
    const arn = Stack.of(scope).splitArn(userPoolArn, ArnFormat.SLASH_RESOURCE_NAME);
    if (arn.region === ownRegion) return userPool;
    const ownArn = Stack.of(scope).formatArn({ ...arn, region: ownRegion });
    return cognito.UserPool.fromUserPoolArn(scope, `UserPool${index}`, ownArn);
  });
}
