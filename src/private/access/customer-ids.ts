import { Stack, Token, Validations } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { ChatAccessConfig } from '../../chat-access-config';
import { ACCESS_ENVIRONMENT } from '../../shared/environment';
import { ConnectInstance } from '../props/connect-ids';
import { invalidProp } from '../props/invalid-prop';

/** Connect takes ids of 128 characters, and a hash with its name takes 71. */
const PREFIX = /^[A-Za-z0-9._:/-]{1,50}$/;
const HASH_NAME = 'sha256:';

/** The customers that one chat tells an instance of. */
interface Customers {
  readonly path: string;
  readonly instance: string;
  readonly issuer: string;
  readonly prefix: string;
}

const customersByApp = new WeakMap<IConstruct, Customers[]>();

export function checkCustomerIdPrefix(scope: Construct, prefix: string | undefined): void {
  if (prefix === undefined) return;
  if (Token.isUnresolved(prefix) || !PREFIX.test(prefix) || prefix.startsWith(HASH_NAME)) {
    throw invalidProp(scope, 'access.customerIdPrefix', {
      must: `be 1 to 50 letters, digits, and characters of '._:/-', known at synthesis, and not begin with '${HASH_NAME}'`, got: prefix,
    });
  }
}

/** Warns when Connect could take customers of two issuers for one. */
export function warnOfEqualCustomerIds(scope: Construct, instance: ConnectInstance, access: ChatAccessConfig): void {
  const { customerIdIssuer, functionEnvironment } = access;
  if (customerIdIssuer === undefined) return;
  const stack = Stack.of(scope);
  const print = (value: string) => Token.isUnresolved(value) ? `${stack.node.addr}:${JSON.stringify(stack.resolve(value))}` : value;
  const own: Customers = {
    path: scope.node.path,
    instance: print(instance.id),
    issuer: print(customerIdIssuer),
    prefix: functionEnvironment[ACCESS_ENVIRONMENT.customerIdPrefix] ?? '',
  };
  const known = customersByApp.get(scope.node.root) ?? [];
  customersByApp.set(scope.node.root, [...known, own]);
  const alike = known.find(({ instance: at, issuer, prefix }) => (
    at === own.instance && issuer !== own.issuer && (prefix.startsWith(own.prefix) || own.prefix.startsWith(prefix))
  ));
  if (!alike) return;
  Validations.of(scope).addWarning(
    'cdk-connect-persistent-chat:equalCustomerIds',
    `The customers of '${alike.path}' have another issuer and chat with the same instance. If a subject is the same at both issuers, Amazon Connect takes two people `
    + 'for one customer. Set customerIdPrefix in the access of both, so that none is the beginning of the other, or acknowledge this warning.',
  );
}
