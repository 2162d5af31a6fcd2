import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { TemplateResource } from './synthesized-stack';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../../src/shared/environment';

type Resources = Record<string, TemplateResource>;
/** Throws when the value is wrong for a template with these resources. */
type Check = (value: unknown, resources: Resources) => void;

/** The local CloudFormation refuses a whole template that has one of these. */
const UNKNOWN_TYPES: Record<string, Check> = {
  'AWS::WAFv2::WebACLAssociation': (value, resources) => {
    const { WebACLArn, ResourceArn } = (value as TemplateResource).Properties;
    assert.deepEqual(WebACLArn, { 'Fn::GetAtt': [onlyId(resources, 'AWS::WAFv2::WebACL'), 'Arn'] });
    assert.ok(refersTo(ResourceArn, onlyId(resources, 'AWS::ApiGateway::RestApi')) && refersTo(ResourceArn, onlyId(resources, 'AWS::ApiGateway::Stage')));
  },
};

const UNKNOWN_KEYS: Record<string, Check> = {
  // The local AWS has no values for these condition keys, so a statement with such a condition would allow nothing.
  'kms:MacAlgorithm': (value) => assert.equal(value, 'HMAC_SHA_256'),
  'dynamodb:LeadingKeys': (value) => assert.ok(['contact#*', 'customer#*', 'false'].includes(String(value)), 'each function uses items of one kind alone'),
  'dynamodb:Attributes': (value) => assert.ok(!String(value).includes('sessions'), 'the function of past chats uses no session, which holds a token'),
  'dynamodb:ReturnValues': (value) => assert.equal(value, 'NONE'),
  // The function cannot reach a user pool by its public name. Without the variable it takes the keys of the tests' own issuer.
  [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: (value, resources) => assert.ok(Object.keys(resources).some((id) => resources[id].Type === 'AWS::Cognito::UserPool' && refersTo(value, id))),
};

/**
 * Removes from a template what the local AWS does not support, and checks the values that it removes.
 *
 * @returns the names of what is left out
 */
export function leaveOutWhatIsUnknown(templateFile: string): string[] {
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as { Resources: Resources };
  const leftOut: string[] = [];
  const keep = (name: string, check: Check | undefined, value: unknown) => {
    if (!check) return value;
    check(value, template.Resources);
    leftOut.push(name);
    return undefined;
  };
  const entries = Object.entries(template.Resources).filter(([, resource]) => keep(resource.Type, UNKNOWN_TYPES[resource.Type], resource));
  const edited = { ...template, Resources: Object.fromEntries(entries) };
  writeFileSync(templateFile, JSON.stringify(edited, (key, value: unknown) => keep(key, UNKNOWN_KEYS[key], value), 1));
  return leftOut;
}

function onlyId(resources: Resources, type: string): string {
  const [id, ...others] = Object.keys(resources).filter((logicalId) => resources[logicalId].Type === type);
  assert.ok(id !== undefined && others.length === 0, `there is one ${type}`);
  return id;
}

/** By Ref or Fn::GetAtt. */
function refersTo(value: unknown, logicalId: string): boolean {
  return JSON.stringify(value).includes(`"${logicalId}"`);
}
