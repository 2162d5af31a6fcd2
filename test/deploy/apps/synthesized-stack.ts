import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TEMPLATE = '.template.json';

export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Record<string, unknown>;
}

export interface SynthesizedStack {
  readonly name: string;
  readonly templateFile: string;
  readonly resources: Record<string, TemplateResource>;
}

/** An assembly's only stack. */
export function synthesizedStack(assembly: string): SynthesizedStack {
  const [file] = readdirSync(assembly).filter((name) => name.endsWith(TEMPLATE));
  const templateFile = join(assembly, file);
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8')) as { Resources: Record<string, TemplateResource> };
  return { name: file.slice(0, -TEMPLATE.length), templateFile, resources: Resources };
}
