/** What an example imports here instead of the library: the library, with the variant's changes to the example's chat. */
import { Stack, aws_apigateway as apigateway, aws_lambda as lambda, aws_ssm as ssm } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ExampleName } from './examples';
import { changedProps, type Variant } from './variants';
import * as library from '../../../src';

export * from '../../../src';

/** What is synthesized right now. */
export const current: { example: ExampleName; variant: Variant } = { example: 'minimal', variant: 'as-written' };

/** `cdk bootstrap` has created a parameter of this name, so that nothing else can. */
const TAKEN_NAME = '/cdk-bootstrap/hnb659fds/version';

export class PersistentChat extends library.PersistentChat {
  constructor(scope: Construct, id: string, written: library.PersistentChatProps) {
    const changes = changedProps(current.example, current.variant, scope, written);
    if (changes.access) removeAuthorizers(scope);
    super(scope, id, { ...written, ...changes });
    if (current.variant === 'failing') this.failAtTheEnd();
  }

  private failAtTheEnd(): void {
    const taken = new ssm.StringParameter(Stack.of(this), 'Taken', { parameterName: TAKEN_NAME, stringValue: 'taken' });
    taken.node.addDependency(this);
  }
}

/** The CDK fails for an authorizer that no method uses. With it goes the permission to call its function. */
function removeAuthorizers(scope: Construct): void {
  for (const child of scope.node.findAll()) {
    if (child instanceof apigateway.Authorizer || child instanceof lambda.CfnPermission) child.node.scope!.node.tryRemoveChild(child.node.id);
  }
}
