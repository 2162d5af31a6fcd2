import type { TemplateResource } from './template';

/** Which properties of a type of resource this machine simulates. Others are reported when the app starts. */
export interface PropertySupport {
  /** They do here what they do in AWS. */
  readonly simulated: string[];
  /** A client cannot see any difference: names, descriptions and settings for AWS only. */
  readonly withoutEffect: string[];
}

/** Lists the properties that are set, and are in neither list. */
export function listUnsupportedProperties(resource: TemplateResource, support: PropertySupport): string[] {
  return resource.propertyNames
    .filter((name) => !isSupported(support, name) && !isOff(resource.readProperty(name)))
    .map((name) => `${resource.logicalId}.Properties.${name}`);
}

export function isSupported({ simulated, withoutEffect }: PropertySupport, name: string): boolean {
  return simulated.includes(name) || withoutEffect.includes(name);
}

function isOff(value: unknown): boolean {
  return value === undefined || value === false || value === 0;
}
