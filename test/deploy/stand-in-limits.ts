import { readFileSync, writeFileSync } from 'node:fs';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../src/shared/environment';

/** The local CloudFormation refuses a whole template that has one of these. */
const UNKNOWN_TYPES = ['AWS::WAFv2::WebACLAssociation'];

const UNKNOWN_KEYS: string[] = [
  // The local AWS never says what a request has for these, so that a statement with such a condition would allow nothing.
  'kms:MacAlgorithm',
  'dynamodb:LeadingKeys',
  // The function cannot reach a user pool by its public name. Without the variable it takes the keys of the tests' own issuer.
  AUTHORIZE_JWT_ENVIRONMENT.jwksUri,
];

/** Takes what the local AWS cannot do out of a template. docs/deploying.md says where it is checked instead. */
export function leaveOutWhatIsUnknown(templateFile: string): void {
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as { Resources: Record<string, { Type: string }> };
  const Resources = Object.fromEntries(Object.entries(template.Resources).filter(([, { Type }]) => !UNKNOWN_TYPES.includes(Type)));
  writeFileSync(templateFile, JSON.stringify({ ...template, Resources }, (key, value: unknown) => UNKNOWN_KEYS.includes(key) ? undefined : value, 1));
}
