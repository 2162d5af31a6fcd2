import { ArnFormat, Fn, Stack, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './invalid-prop';

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const INSTANCE_ARN = `arn:(aws[a-z-]*):connect:([a-z0-9-]+):(\\d{12}):instance/(${UUID})`;
const EXAMPLE_ID = '11111111-1111-1111-1111-111111111111';

/** A Connect instance, wherever it is: its Region and account may differ from the stack's. */
export interface ConnectInstance {
  readonly id: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly arn: string;
}

export function parseInstance(scope: Construct, value: string): ConnectInstance {
  const arn = new RegExp(`^${INSTANCE_ARN}$`).exec(value);
  if (arn) {
    const [, partition, region, account, id] = arn;
    warnOfAnotherAccount(scope, account);
    return { id, partition, region, account, arn: value };
  }
  if (Token.isUnresolved(value)) {
    return parseUnresolvedInstance(scope, value);
  }
  if (!new RegExp(`^${UUID}$`).test(value)) {
    throw invalidProp(scope, 'instanceId', value,
      `the id of the Connect instance, like '${EXAMPLE_ID}', or its ARN, like 'arn:aws:connect:us-east-1:111122223333:instance/${EXAMPLE_ID}'; `
      + '`aws connect list-instances` shows both');
  }
  const { partition, region, account } = Stack.of(scope);
  return buildInstance(scope, partition, region, account, value);
}

function warnOfAnotherAccount(scope: Construct, account: string): void {
  const own = Stack.of(scope).account;
  if (!Token.isUnresolved(own) && own !== account) {
    Validations.of(scope).addWarning('cdk-connect-persistent-chat:instanceInAnotherAccount',
      `The instance belongs to account ${account} and this stack to ${own}. The function calls Connect as its own account, so deploy to the instance's.`);
  }
}

/**
 * A token may become an id or an ARN at deployment, and CloudFormation cannot ask which. So both are brought into one
 * shape: appended to either, the stack's own coordinates stand where an ARN has its own when the value is a bare id.
 */
function parseUnresolvedInstance(scope: Construct, value: string): ConnectInstance {
  const stack = Stack.of(scope);
  const coordinates = Fn.split(':', `${value}:${stack.partition}:connect:${stack.region}:${stack.account}`);
  const [partition, region, account] = [1, 3, 4].map((index) => Fn.select(index, coordinates));
  return buildInstance(scope, partition, region, account, takeAfterSeparator(':instance/', value));
}

function buildInstance(scope: Construct, partition: string, region: string, account: string, id: string): ConnectInstance {
  const arn = Stack.of(scope).formatArn({
    partition, region, account, service: 'connect', resource: 'instance', resourceName: id, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return { id, partition, region, account, arn };
}

/** The bare ids of the allowed flows, which is what Connect wants, each once and the default first. */
export function parseContactFlowIds(scope: Construct, instance: ConnectInstance, contactFlowId: string, additional: string[] = []): string[] {
  return [...new Set([
    parseContactFlowId(scope, 'contactFlowId', contactFlowId, instance),
    ...additional.map((flow) => parseContactFlowId(scope, 'additionalContactFlowIds', flow, instance)),
  ])];
}

function parseContactFlowId(scope: Construct, prop: string, value: string, instance: ConnectInstance): string {
  const arn = new RegExp(`^(${INSTANCE_ARN})/contact-flow/(${UUID})$`).exec(value);
  if (arn) {
    const [, instanceArn, partition, region, account, instanceId, id] = arn;
    const expected: [string, string][] = [
      [partition, instance.partition], [region, instance.region], [account, instance.account], [instanceId, instance.id],
    ];
    if (expected.some(([actual, wanted]) => !Token.isUnresolved(wanted) && actual !== wanted)) {
      throw invalidProp(scope, prop, value,
        `a flow of the instance in instanceId; this one belongs to '${instanceArn}', so give that as instanceId or choose another flow`);
    }
    if (!Token.isUnresolved(instance.id) && Token.isUnresolved(instance.region)) {
      throw invalidProp(scope, prop, value, `the flow's bare id, or instanceId has to be an ARN, too: '${instanceArn}'. Without it Connect is called in the stack's Region`);
    }
    return id;
  }
  if (Token.isUnresolved(value)) {
    return takeAfterSeparator('contact-flow/', value);
  }
  if (!new RegExp(`^${UUID}$`).test(value)) {
    throw invalidProp(scope, prop, value,
      `the id of a flow, like '${EXAMPLE_ID}', or its ARN, which ends in '/contact-flow/' and that id; \`aws connect list-contact-flows\` shows both`);
  }
  return value;
}

/** What follows the separator, or all of it when there is none, for a value that is known at deployment only. */
function takeAfterSeparator(separator: string, value: string): string {
  return Fn.select(1, Fn.split(separator, `${value}${separator}${value}`));
}
