import { ArnFormat, Fn, Stack, Token, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalidProp } from './invalid-prop';

const UUID = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const INSTANCE_ARN = `arn:(aws[a-z-]*):connect:([a-z0-9-]+):(\\d{12}):instance/(${UUID})`;
const FLOW_ARN = new RegExp(`^(${INSTANCE_ARN})/contact-flow/(${UUID})$`);
const EXAMPLE_ID = '11111111-1111-1111-1111-111111111111';

/** A Connect instance. Its Region and account may differ from the stack's. */
export interface ConnectInstance {
  readonly id: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly arn: string;
}

/** @param flows the flows of a chat, whose ARNs tell where an instance is that is given as an id */
export function parseInstance(scope: Construct, value: string, flows: string[] = []): ConnectInstance {
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
    throw invalidProp(scope, 'instanceId', {
      must: `be the id of an Amazon Connect instance, like '${EXAMPLE_ID}', or its ARN, `
        + `like 'arn:aws:connect:us-east-1:111122223333:instance/${EXAMPLE_ID}'`,
      got: value,
      remedy: '`aws connect list-instances` shows both.',
    });
  }
  const { partition, region, account } = Stack.of(scope);
  const inStack = buildInstance(scope, partition, region, account, value);
  return flows.flatMap((flow) => parseFlowArn(flow)?.instance ?? []).find((instance) => canBe(instance, inStack)) ?? inStack;
}

function parseFlowArn(value: string): { instance: ConnectInstance; flowId: string } | undefined {
  const match = FLOW_ARN.exec(value);
  if (!match) return undefined;
  const [, arn, partition, region, account, id, flowId] = match;
  return { instance: { arn, partition, region, account, id }, flowId };
}

/** Whether both can be the same instance, as far as is known at synthesis. */
function canBe(known: ConnectInstance, other: ConnectInstance): boolean {
  return (['partition', 'region', 'account', 'id'] as const).every((part) => Token.isUnresolved(other[part]) || other[part] === known[part]);
}

function warnOfAnotherAccount(scope: Construct, account: string): void {
  const own = Stack.of(scope).account;
  if (!Token.isUnresolved(own) && own !== account) {
    Validations.of(scope).addWarning('cdk-connect-persistent-chat:instanceInAnotherAccount',
      `The instance is in account ${account}, but this stack is in account ${own}. The function can call Connect in its own account only. `
      + `Deploy this stack to account ${account}.`);
  }
}

/**
 * A token may become an id or an ARN at deployment, and CloudFormation has no function that tells which. So the stack's own
 * partition, Region and account are appended. After a split at the colons, an ARN has its own ones at positions 1, 3 and 4,
 * and an id is followed by the stack's at the same positions.
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

/** The ids of the allowed flows, the default first. Each is listed once. Connect accepts no ARN here. */
export function parseContactFlowIds(scope: Construct, instance: ConnectInstance, contactFlowId: string, additional: string[] = []): string[] {
  return [...new Set([
    parseContactFlowId(scope, 'contactFlowId', contactFlowId, instance),
    ...additional.map((flow) => parseContactFlowId(scope, 'additionalContactFlowIds', flow, instance)),
  ])];
}

function parseContactFlowId(scope: Construct, prop: string, value: string, instance: ConnectInstance): string {
  const flow = parseFlowArn(value);
  if (flow) {
    if (!canBe(flow.instance, instance)) {
      throw invalidProp(scope, prop, {
        must: 'be a flow of the instance in instanceId',
        got: value,
        remedy: `This flow belongs to '${flow.instance.arn}'. Write that as instanceId, or choose another flow.`,
      });
    }
    return flow.flowId;
  }
  if (Token.isUnresolved(value)) {
    return takeAfterSeparator('contact-flow/', value);
  }
  if (!new RegExp(`^${UUID}$`).test(value)) {
    throw invalidProp(scope, prop, {
      must: `be the id of a flow, like '${EXAMPLE_ID}', or its ARN, which ends with '/contact-flow/' and the id`,
      got: value,
      remedy: '`aws connect list-contact-flows` shows both.',
    });
  }
  return value;
}

/** What follows the separator, or the whole value if it does not contain the separator. For values that are known only at deployment. */
function takeAfterSeparator(separator: string, value: string): string {
  return Fn.select(1, Fn.split(separator, `${value}${separator}${value}`));
}
