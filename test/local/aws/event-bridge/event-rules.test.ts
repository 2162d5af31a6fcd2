import { App, aws_events as events, aws_events_targets as targets, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { readEventRules, routeEvent } from '../../../../local/aws/event-bridge/event-rules';
import { Template } from '../../../../local/aws/template/template';
import type { ContactEvent } from '../../../../local/connect/contact-centre/contact-event';
import { type Connect, INSTANCE_ARN, startConnectWithEvents } from '../../connect/connect-fixture';

let connect: Connect;
let received: ContactEvent[];

beforeEach(async () => { ({ connect, received } = await startConnectWithEvents()); });

afterEach(() => connect.simulator.close());

type Target = targets.LambdaFunctionProps | events.RuleTargetInput;
function synthesizeRule(pattern: events.EventPattern, props: Partial<events.RuleProps> = {}, target?: Target) {
  const stack = new Stack(new App(), 'Stack');
  const recorder = new lambda.Function(stack, 'Recorder', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => {}'),
  });
  const event = target instanceof events.RuleTargetInput ? target : undefined;
  new events.Rule(stack, 'Rule', { eventPattern: pattern, targets: [new targets.LambdaFunction(recorder, { event })], ...props });
  const body = App.of(stack)!.synth().getStackByName('Stack').template;
  return new Template(body, { stackName: 'Stack', region: 'eu-central-1', account: '111122223333' });
}

/** Returns the types of a chat's events that reach the rule's function. */
async function routeChatEvents(pattern: events.EventPattern, props?: Partial<events.RuleProps>) {
  const { ContactId } = await connect.startChat();
  connect.simulator.contacts.end(ContactId!);
  await connect.simulator.contactEvents.waitUntilDelivered();
  const rules = readEventRules(synthesizeRule(pattern, props));
  const reached: ContactEvent[] = [];
  const record = async (event: unknown) => reached.push(event as ContactEvent);
  const arns = rules.flatMap(({ targetArns }) => targetArns);
  for (const event of received) await routeEvent(event, rules, new Map(arns.map((arn) => [arn, record])));
  return reached.map(({ detail }) => detail.eventType);
}

const source = ['aws.connect'];
const ALL = ['INITIATED', 'CONNECTED_TO_SYSTEM', 'QUEUED', 'DISCONNECTED'];

test.each<[string, events.EventPattern, string[]]>([
  ['the source alone', { source }, ALL],
  ['instance, channel and type', {
    source, detailType: ['Amazon Connect Contact Event'], detail: { instanceArn: [INSTANCE_ARN], channel: ['CHAT'], eventType: ['DISCONNECTED'] },
  }, ['DISCONNECTED']],
  ['another instance', { source, detail: { instanceArn: [`${INSTANCE_ARN}0`] } }, []],
  ['another detail type', { source, detailType: ['Something else'] }, []],
  ['a prefix', { source, detail: { eventType: events.Match.prefix('CONN') } }, ['CONNECTED_TO_SYSTEM']],
  ['a suffix', { source, detail: { eventType: events.Match.suffix('ED') } }, ['INITIATED', 'QUEUED', 'DISCONNECTED']],
  ['a name in any case', { source, detail: { channel: events.Match.equalsIgnoreCase('Chat') } }, ALL],
  ['anything but some', { source, detail: { eventType: events.Match.anythingBut('QUEUED', 'INITIATED') } }, ['CONNECTED_TO_SYSTEM', 'DISCONNECTED']],
  ['anything but a prefix', { source, detail: { eventType: events.Match.anythingButPrefix('D') } }, ALL.slice(0, 3)],
  ['a field that is there', { source, detail: { disconnectTimestamp: events.Match.exists() } }, ['DISCONNECTED']],
  ['a field that is not there', { source, detail: { disconnectTimestamp: events.Match.doesNotExist() } }, ALL.slice(0, 3)],
  ['an item of a list', { source, resources: events.Match.prefix(`${INSTANCE_ARN}/contact/`) }, ALL],
  ['another source', { source: ['aws.lex'] }, []],
])('match by %s', async (_, pattern, expected) => {
  expect(await routeChatEvents(pattern)).toEqual(expected);
});

test('a disabled rule matches nothing', async () => {
  expect(await routeChatEvents({ source }, { enabled: false })).toEqual([]);
});

test('a target that does not run on this machine is an error that names the rule', async () => {
  const rules = readEventRules(synthesizeRule({ source }));
  await expect(routeEvent({ source: 'aws.connect' }, rules, new Map())).rejects.toThrow(`${rules[0].logicalId} has the target `);
});

test('what is not simulated is an error', async () => {
  const numeric = readEventRules(synthesizeRule({ source, detail: { size: events.Match.greaterThan(1) } }));
  await expect(routeEvent({ source: 'aws.connect' }, numeric, new Map())).rejects.toThrow('uses numeric');
  const changed = synthesizeRule({ source }, {}, events.RuleTargetInput.fromText('other'));
  expect(() => readEventRules(changed)).toThrow('changes the event for its target');
});
