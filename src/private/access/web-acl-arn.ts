import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from '../props/invalid-prop';

/** Throws for what cannot be associated with a Regional API: https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html */
export function checkWebAclArn(scope: Construct, webAclArn: string): void {
  if (Token.isUnresolved(webAclArn)) return;
  const [, region] = /^arn:[^:]+:wafv2:([^:]+):[^:]+:regional\/webacl\/./.exec(webAclArn) ?? [];
  const { region: own } = Stack.of(scope);
  if (region !== undefined && (Token.isUnresolved(own) || region === own)) return;
  throw invalidProp(scope, 'VisitorLimit.webAcl', {
    must: `be given the ARN of a web ACL with the scope REGIONAL in the stack's Region, like 'arn:aws:wafv2:${Token.isUnresolved(own) ? 'us-east-1' : own}:111122223333:regional/webacl/NAME/ID'`,
    got: webAclArn,
  });
}
