import { IntrinsicResolver, UnresolvedValueError } from './intrinsics';
import type { ResourceBody, StackEnvironment, TemplateBody } from './template-body';

/** One resource of a template. Intrinsic functions are evaluated when a property is read. */
export class TemplateResource {
  constructor(readonly logicalId: string, private readonly body: ResourceBody, private readonly resolver: IntrinsicResolver) {}

  get propertyNames(): string[] {
    return Object.keys(this.body.Properties ?? {});
  }

  /** Reads a property and evaluates its intrinsic functions. The caller chooses the type that CloudFormation defines for it. */
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

export interface ReadResources<T> {
  readonly values: readonly T[];
  /** They have values that this machine cannot resolve, such as the ARN of a resource of another stack. */
  readonly unresolved: readonly TemplateResource[];
}

/** A stack's template, as CloudFormation evaluates it in an account and Region. */
export class Template {
  private readonly resolver: IntrinsicResolver;

  constructor(private readonly body: TemplateBody, readonly environment: StackEnvironment) {
    this.resolver = new IntrinsicResolver(body, environment);
  }

  get resourceTypes(): string[] {
    return [...new Set(Object.values(this.body.Resources ?? {}).map(({ Type }) => Type))];
  }

  /** Finds the resources of a type, without those whose condition is false. */
  findResources(type: string): TemplateResource[] {
    return Object.entries(this.body.Resources ?? {})
      .filter(([, resource]) => resource.Type === type)
      .filter(([, { Condition }]) => Condition === undefined || this.resolver.evaluateCondition(Condition))
      .map(([logicalId, resource]) => new TemplateResource(logicalId, resource, this.resolver));
  }

  /** Reads the resources of a type, which the app may have for other purposes than chat: what cannot be read is no error. */
  readResources<T>(type: string, read: (resource: TemplateResource) => T): ReadResources<T> {
    const values: T[] = [];
    const unresolved: TemplateResource[] = [];
    for (const resource of this.findResources(type)) {
      try {
        values.push(read(resource));
      } catch (error) {
        if (!(error instanceof UnresolvedValueError)) throw error;
        unresolved.push(resource);
      }
    }
    return { values, unresolved };
  }
}
