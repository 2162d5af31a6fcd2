import { IntrinsicResolver } from './intrinsics';
import type { ResourceBody, StackEnvironment, TemplateBody } from './template-body';

/** One resource of a template; its properties are resolved when they are asked for. */
export class TemplateResource {
  constructor(readonly logicalId: string, private readonly body: ResourceBody, private readonly resolver: IntrinsicResolver) {}

  get propertyNames(): string[] {
    return Object.keys(this.body.Properties ?? {});
  }

  /** The property without intrinsic functions. The caller says what shape CloudFormation gives it. */
  readProperty<T>(name: string): T | undefined {
    const value = this.body.Properties?.[name];
    return this.resolver.resolve(value, `${this.logicalId}.Properties.${name}`) as T | undefined;
  }

  requireProperty<T>(name: string): T {
    const value = this.readProperty<T>(name);
    if (value === undefined) throw new Error(`${this.logicalId}.Properties.${name} is missing`);
    return value;
  }
}

/** A stack's template as CloudFormation would see it in that account and Region. */
export class Template {
  private readonly resolver: IntrinsicResolver;

  constructor(private readonly body: TemplateBody, readonly environment: StackEnvironment) {
    this.resolver = new IntrinsicResolver(body, environment);
  }

  get resourceTypes(): string[] {
    return [...new Set(Object.values(this.body.Resources ?? {}).map(({ Type }) => Type))];
  }

  /** Resources whose condition does not hold are left out. */
  findResources(type: string): TemplateResource[] {
    return Object.entries(this.body.Resources ?? {})
      .filter(([, resource]) => resource.Type === type)
      .filter(([, { Condition }]) => Condition === undefined || this.resolver.evaluateCondition(Condition))
      .map(([logicalId, resource]) => new TemplateResource(logicalId, resource, this.resolver));
  }
}
