import { callQuery, getJson, textsOf } from './aws-api';
import type { LocalAws } from './local-aws';

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}

const COLUMNS = ['LogicalResourceId', 'PhysicalResourceId', 'ResourceType', 'ResourceStatus'];
const STACK = 'AWS::CloudFormation::Stack';
/** An update can replace a resource by a new one. */
const CREATED = /^(CREATE|UPDATE)_COMPLETE$/;

/** A stack of the local CloudFormation, as CloudFormation and the services describe it. */
export class DeployedStack {
  constructor(readonly aws: LocalAws, readonly stackName: string) {}

  /** Undefined when there is no such stack. */
  async status(): Promise<string | undefined> {
    const xml = await callQuery(this.aws, 'cloudformation', { Action: 'DescribeStacks', StackName: this.stackName });
    return xml === undefined ? undefined : textsOf(xml, 'StackStatus')[0];
  }

  async resources(): Promise<StackResource[]> {
    return this.read('ListStackResources');
  }

  /** All resources that the stack has created so far, also those that it has deleted since. */
  async everCreated(): Promise<StackResource[]> {
    const events = await this.read('DescribeStackEvents');
    const created = events.filter(({ status, physicalId, type }) => CREATED.test(status) && physicalId && type !== STACK);
    return [...new Map(created.map((resource) => [`${resource.type} ${resource.physicalId}`, resource])).values()];
  }

  /** The only resource of a type. */
  async only(type: string): Promise<StackResource> {
    const found = (await this.resources()).filter((resource) => resource.type === type);
    if (found.length !== 1) throw new Error(`${this.stackName} has ${found.length} resources of type ${type}`);
    return found[0];
  }

  /** The latest resource of a type. */
  async newest(type: string): Promise<StackResource> {
    return (await this.resources()).filter((resource) => resource.type === type).at(-1)!;
  }

  /** The variables of the function that has this one. */
  async environmentWith(variable: string): Promise<Record<string, string>> {
    const functions = (await this.resources()).filter(({ type }) => type === 'AWS::Lambda::Function');
    for (const { physicalId } of functions) {
      const configuration = await getJson<{ Environment?: { Variables: Record<string, string> } }>(this.aws, 'lambda', `/2015-03-31/functions/${physicalId}/configuration`);
      const { Variables = {} } = configuration?.Environment ?? {};
      if (variable in Variables) return Variables;
    }
    throw new Error(`${this.stackName} has no function with the variable ${variable}`);
  }

  async apiId(): Promise<string> {
    return (await this.only('AWS::ApiGateway::RestApi')).physicalId;
  }

  /** The stage that chats are started at. */
  async stage(): Promise<Stage> {
    const { physicalId } = await this.only('AWS::ApiGateway::Stage');
    return (await getJson<Stage>(this.aws, 'apigateway', `/restapis/${await this.apiId()}/stages/${physicalId}`))!;
  }

  private async read(operation: 'ListStackResources' | 'DescribeStackEvents'): Promise<StackResource[]> {
    const read: StackResource[] = [];
    let page: Record<string, string> = {};
    do {
      const xml = await callQuery(this.aws, 'cloudformation', { Action: operation, StackName: this.stackName, ...page }) ?? '';
      const [logicalIds, physicalIds, types, states] = COLUMNS.map((element) => textsOf(xml, element));
      read.push(...logicalIds.map((logicalId, row) => ({ logicalId, physicalId: physicalIds[row], type: types[row], status: states[row] })));
      page = Object.fromEntries(textsOf(xml, 'NextToken').map((token) => ['NextToken', token]));
    } while (page.NextToken);
    return read;
  }
}

export interface Stage {
  readonly deploymentId: string;
  readonly methodSettings: Record<string, { readonly throttlingRateLimit: number; readonly throttlingBurstLimit: number }>;
}
