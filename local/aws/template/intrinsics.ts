import { getAttribute, getQueueUrl } from './physical-names';
import type { StackEnvironment, TemplateBody } from './template-body';

type Intrinsic = (argument: unknown, at: string) => unknown;

/** A value that is known in AWS only, or by means that this machine does not have. */
export class UnresolvedValueError extends Error {}

/** Evaluates intrinsic functions. When it cannot, it throws an error that names the resource and the property. */
export class IntrinsicResolver {
  private readonly intrinsics: Record<string, Intrinsic> = {
    'Ref': (name, at) => this.resolveReference(String(name), at),
    'Condition': (name) => this.evaluateCondition(String(name)),
    'Fn::GetAtt': (argument, at) => this.resolveAttribute(argument, at),
    'Fn::Sub': (argument, at) => this.substituteVariables(argument, at),
    'Fn::Join': (argument, at) => {
      const [separator, parts] = this.resolveList(argument, at);
      return this.resolveList(parts, at).map(String).join(String(separator));
    },
    'Fn::Select': (argument, at) => {
      const [index, values] = this.resolveList(argument, at);
      return this.resolveList(values, at)[Number(index)];
    },
    'Fn::Split': (argument, at) => {
      const [separator, text] = this.resolveList(argument, at);
      return String(text).split(String(separator));
    },
    'Fn::FindInMap': (argument, at) => {
      const [map, first, second] = this.resolveList(argument, at).map(String);
      return this.body.Mappings?.[map]?.[first]?.[second] ?? failToResolve(at, `the mapping ${map} has no ${first}.${second}`);
    },
    'Fn::If': (argument, at) => {
      const [name, whenTrue, whenFalse] = argument as unknown[];
      return this.resolve(this.evaluateCondition(String(name)) ? whenTrue : whenFalse, at);
    },
    'Fn::Equals': (argument, at) => {
      const [left, right] = this.resolveList(argument, at);
      return left === right;
    },
    'Fn::And': (argument, at) => this.resolveList(argument, at).every((value) => value === true),
    'Fn::Or': (argument, at) => this.resolveList(argument, at).some((value) => value === true),
    'Fn::Not': (argument, at) => this.resolveList(argument, at)[0] !== true,
  };

  constructor(private readonly body: TemplateBody, private readonly environment: StackEnvironment) {}

  resolve(value: unknown, at: string): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item, at)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;

    const entries = Object.entries(value);
    const [name, argument] = entries.length === 1 ? entries[0] : [''];
    if (Object.hasOwn(this.intrinsics, name)) return this.intrinsics[name](argument, at);
    if (name.startsWith('Fn::')) return failToResolve(at, `${name} is not supported on this machine`);
    const resolved = entries.map(([key, item]) => [key, this.resolve(item, `${at}.${key}`)] as const);
    return Object.fromEntries(resolved.filter(([, item]) => item !== undefined));
  }

  evaluateCondition(name: string): boolean {
    const at = `Conditions.${name}`;
    if (this.body.Conditions?.[name] === undefined) return failToResolve(at, 'there is no such condition');
    return this.resolve(this.body.Conditions[name], at) === true;
  }

  private resolveList(value: unknown, at: string): unknown[] {
    const resolved = this.resolve(value, at);
    return Array.isArray(resolved) ? resolved : failToResolve(at, 'a list was expected');
  }

  private resolveReference(name: string, at: string): unknown {
    const pseudo = this.listPseudoParameters();
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const parameter = this.body.Parameters?.[name];
    if (parameter && !parameter.Type.startsWith('AWS::SSM::')) {
      return parameter.Default ?? failToResolve(at, `the parameter ${name} has no default`);
    }
    const resource = this.body.Resources?.[name];
    if (!resource) return failToResolve(at, `${name} has no value on this machine`);
    const physicalName = this.findPhysicalName(name);
    if (resource.Type === 'AWS::SQS::Queue') return getQueueUrl(physicalName, this.environment);
    if (resource.Type !== 'AWS::Lambda::Alias') return physicalName;
    const functionArn = getAttribute(name, 'AWS::Lambda::Function', 'Arn', { ...this.environment, physicalName });
    return `${functionArn}:${resource.Properties?.Name}`;
  }

  private resolveAttribute(argument: unknown, at: string): unknown {
    const [logicalId, attribute] = typeof argument === 'string' ? splitAtFirstDot(argument) : argument as [string, string];
    const resource = this.body.Resources?.[logicalId];
    if (!resource) return failToResolve(at, `there is no resource ${logicalId}`);
    return getAttribute(logicalId, resource.Type, attribute, { ...this.environment, physicalName: this.findPhysicalName(logicalId) })
      ?? failToResolve(at, `the attribute ${attribute} of ${logicalId} (${resource.Type}) is not supported on this machine`);
  }

  private substituteVariables(argument: unknown, at: string): string {
    const [text, variables] = Array.isArray(argument) ? argument as [string, Record<string, unknown>] : [String(argument), {}];
    return text.replace(/\$\{([^}]+)\}/g, (_match, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(variables, name)) return String(this.resolve(variables[name], at));
      return String(name.includes('.') ? this.resolveAttribute(name, at) : this.resolveReference(name, at));
    });
  }

  /** Returns the name that the template sets for the resource, else its logical id. */
  private findPhysicalName(logicalId: string): string {
    const { Properties = {} } = this.body.Resources![logicalId];
    const given = ['FunctionName', 'LogGroupName', 'TableName', 'RoleName', 'StageName', 'QueueName'].map((name) => Properties[name]).find(Boolean);
    return given === undefined ? logicalId : String(this.resolve(given, `${logicalId}.Properties`));
  }

  private listPseudoParameters(): Record<string, unknown> {
    const { account, region, stackName } = this.environment;
    return {
      'AWS::AccountId': account,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stackName,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
      'AWS::NoValue': undefined,
    };
  }
}

function splitAtFirstDot(text: string): [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function failToResolve(at: string, why: string): never {
  throw new UnresolvedValueError(`Cannot resolve ${at}: ${why}`);
}
