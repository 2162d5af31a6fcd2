import { App, Aws, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ISSUER, jwt, synthesized } from './chat-access-fixture';
import { chatInStack, INSTANCE_ID } from './fixtures';
import { ChatAccess } from '../src';

describe('customer ids of two issuers', () => {
  const OTHER = 'https://other.example.com';
  const equalIds = (one: ChatAccess, other: ChatAccess, instances: string[] = [INSTANCE_ID, INSTANCE_ID]) => {
    const app = new App();
    [one, other].forEach((access, index) => chatInStack({ access, instanceId: instances[index] }, new Stack(app, `Stack${index}`)));
    return app.node.children.flatMap((stack) => Annotations.fromStack(stack as Stack).findWarning('*', Match.anyValue()).map(({ id }) => id));
  };
  const of = (issuer: string, customerIdPrefix?: string, identifyCustomer?: boolean) => jwt({ issuer, customerIdPrefix, identifyCustomer })();

  test.each([[undefined, undefined], ['a:', undefined], [undefined, 'b:'], ['a', 'ab'], ['a:', 'a:']])('can be equal with the prefixes %s and %s, which adds a warning', (one, other) => {
    expect(equalIds(of(ISSUER, one), of(OTHER, other))).toEqual(['/Stack1/Chat']);
  });

  test.each<[string, ChatAccess, ChatAccess, string]>([
    ['the prefixes differ', of(ISSUER, 'a:'), of(OTHER, 'b:'), INSTANCE_ID],
    ['there is one issuer', of(ISSUER), of(ISSUER), INSTANCE_ID],
    ['Connect is not told one of them', of(ISSUER), of(OTHER, undefined, false), INSTANCE_ID],
    ['the instances differ', of(ISSUER), of(OTHER), INSTANCE_ID.replace(/^1/, '9')],
  ])('are no matter when %s', (_, one, other, otherInstance) => {
    expect(equalIds(one, other, [INSTANCE_ID, otherInstance])).toEqual([]);
  });

  test.each(['', 'a b', 'a,b', 'x'.repeat(51), 'sha256:', Aws.REGION])('with the prefix %j fail at synth', (customerIdPrefix) => {
    expect(() => synthesized(jwt({ customerIdPrefix }))).toThrow('access.customerIdPrefix must be 1 to 50 letters, digits, and characters of \'._:/-\', known at synthesis');
  });
});
