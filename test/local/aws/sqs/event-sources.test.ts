import type { SQSEvent } from 'aws-lambda';
import { arnOf, REGION, templateOf } from './queue-fixture';
import type { InvocationResult } from '../../../../local/aws/function-host/function-host';
import { EventSources } from '../../../../local/aws/sqs/event-sources';
import { LocalSqs } from '../../../../local/aws/sqs/local-sqs';
import { listNotSimulatedQueueing } from '../../../../local/aws/sqs/not-simulated';
import { Clock } from '../../../../local/connect/contact-centre/clock';

const START = 1_800_000_000_000;
const WORKER = `arn:aws:lambda:${REGION}:111122223333:function:my-function`;
const FAILURE: InvocationResult = { functionError: { errorType: 'TypeError', errorMessage: 'a secret' }, timedOut: false };

type Invoke = (event: SQSEvent) => Promise<InvocationResult> | InvocationResult;

let clock: Clock;
let sqs: LocalSqs;
let sources: EventSources | undefined;
let lines: string[];
/** The bodies of each batch, with the seconds since the start. */
let delivered: string[];

beforeEach(async () => {
  clock = new Clock(() => START);
  [lines, delivered] = [[], []];
  sqs = await LocalSqs.start({ clock, onLog: (line) => lines.push(line) });
});

afterEach(async () => {
  await sources?.close();
  await sqs.close();
});

const seconds = () => (clock.now() - START) / 1000;
const queue = (name = 'Queue') => sqs.findQueue(arnOf(name))!;

/** Connects a queue to a function by an event source mapping. */
function connect(invoke: Invoke, mapping: object = { BatchSize: 1 }, queueProperties: object = {}) {
  const template = templateOf({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { ...queueProperties } },
    Dead: { Type: 'AWS::SQS::Queue' },
    Worker: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'my-function' } },
    Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Worker' }, Name: 'live' } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Worker' }, ...mapping },
    },
  });
  const otherQueues = sqs.createQueues(template);
  const record = async (event: unknown) => {
    const { Records } = event as SQSEvent;
    delivered.push(`${Records.map(({ body }) => body).join('+')} at ${seconds()}`);
    return invoke(event as SQSEvent);
  };
  sources = new EventSources({ template, sqs, functions: new Map([[WORKER, record]]), onLog: (line) => lines.push(line) });
  return listNotSimulatedQueueing(template, [...otherQueues, ...sources.notSimulated]);
}

const succeed: Invoke = () => ({ payload: null });
const failed = (...ids: string[]): InvocationResult => ({ payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) } });
const reporting = (BatchSize: number) => ({ BatchSize, FunctionResponseTypes: ['ReportBatchItemFailures'] });

test('a function gets each message when it is due, in the event that Lambda sends', async () => {
  let event: SQSEvent | undefined;
  connect((received) => {
    event = received;
    return { payload: null };
  });
  const { id } = queue().send('{"a":"ü"}', 30);
  await clock.letPass(29);
  expect(delivered).toEqual([]);
  await clock.letPass(1);
  expect(event).toEqual({
    Records: [{
      messageId: id,
      receiptHandle: expect.any(String),
      body: '{"a":"ü"}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: `${START}`,
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: `${START + 30_000}`,
      },
      messageAttributes: {},
      md5OfBody: 'f38091feea732597cbc589916142c339',
      eventSource: 'aws:sqs',
      eventSourceARN: arnOf('Queue'),
      awsRegion: REGION,
    }],
  });
  expect(queue().size).toBe(0);
});

test('several messages come in the order in which they are due, each at its time', async () => {
  connect(succeed);
  queue().send('third', 60);
  queue().send('first', 30);
  queue().send('second', 45);
  await clock.letPass(90);
  expect(delivered).toEqual(['first at 30', 'second at 45', 'third at 60']);
});

test('a function that asks to be woken later is woken at that time, within the same 90 seconds', async () => {
  connect(({ Records: [{ messageId, receiptHandle, attributes }] }) => {
    if (attributes.ApproximateReceiveCount === '3') return { payload: null };
    queue().changeVisibility(receiptHandle, 15);
    return failed(messageId);
  }, reporting(1));
  queue().send('message', 30);
  await clock.letPass(90);
  expect([delivered, queue().size]).toEqual([['message at 30', 'message at 45', 'message at 60'], 0]);
});

test('a batch has no more messages than the batch size, and 10 by default', async () => {
  connect(succeed, { BatchSize: 2 });
  ['a', 'b', 'c'].forEach((body) => queue().send(body, 1));
  await clock.letPass(1);
  expect(delivered).toEqual(['a+b at 1', 'c at 1']);
  await sources!.close();
  connect(succeed, {});
  Array.from('0123456789x').forEach((body) => queue().send(body, 1));
  await clock.letPass(1);
  expect(delivered.slice(2)).toEqual(['0+1+2+3+4+5+6+7+8+9 at 2', 'x at 2']);
});

test('only the messages that the function names come back, after the visibility timeout', async () => {
  connect(({ Records }) => failed(...Records.filter(({ body }) => body === 'bad').map(({ messageId }) => messageId)), reporting(2), { VisibilityTimeout: 20 });
  queue().send('good', 1);
  queue().send('bad', 1);
  await clock.letPass(21);
  expect(delivered).toEqual(['good+bad at 1', 'bad at 21']);
});

test('without ReportBatchItemFailures, the answer does not matter', async () => {
  connect(({ Records }) => failed(...Records.map(({ messageId }) => messageId)));
  queue().send('message', 1);
  await clock.letPass(60);
  expect(delivered).toEqual(['message at 1']);
});

test.each<[string, Invoke, string]>([
  ['fails', () => FAILURE, 'TypeError'],
  ['cannot be invoked', () => Promise.reject(new RangeError('a secret')), 'RangeError'],
])('all messages of a function that %s come back, and a line names the failure', async (_what, invoke, errorType) => {
  connect(invoke, reporting(2));
  const ids = ['a', 'b'].map((body) => queue().send(body, 1).id);
  await clock.letPass(1);
  expect(lines).toEqual([`Mapping: the function failed with ${errorType} for the message ${ids.join(', ')}`]);
  await clock.letPass(30);
  expect(delivered).toEqual(['a+b at 1', 'a+b at 31']);
});

test('a message that fails as often as allowed goes to the dead-letter queue', async () => {
  connect(() => FAILURE, { BatchSize: 1 }, { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 2 } });
  const { id } = queue().send('poison', 1);
  await clock.letPass(300);
  expect([delivered, queue().size]).toEqual([['poison at 1', 'poison at 31'], 0]);
  expect(queue('Dead').receive(1)).toEqual([expect.objectContaining({ id, receiveCount: 1 })]);
  expect(lines.at(-1)).toBe(`The message ${id} went to the dead-letter queue Dead, which holds 1 now`);
  expect(lines.join()).not.toMatch(/poison|secret/);
});

test('a message that fails is lost, with a line, when its dead-letter queue is not on this machine', async () => {
  connect(() => FAILURE, { BatchSize: 1 }, { RedrivePolicy: { deadLetterTargetArn: arnOf('Elsewhere'), maxReceiveCount: 1 } });
  const { id } = queue().send('poison', 1);
  await clock.letPass(60);
  expect(lines.at(-1)).toBe(`The message ${id} is lost: the dead-letter queue ${arnOf('Elsewhere')} is not on this machine`);
});

test('a message without delay is delivered though nobody advances the clock', async () => {
  await new Promise<void>((resolve) => {
    connect(() => {
      resolve();
      return { payload: null };
    });
    queue().send('message');
  });
});

test.each([
  ['its name', 'my-function'],
  ['its ARN', { 'Fn::GetAtt': ['Worker', 'Arn'] }],
  ['a part of its ARN', '111122223333:function:my-function'],
  ['its name with an alias', 'my-function:live'],
  ['an alias', { Ref: 'Live' }],
])('a mapping may name the function by %s', async (_what, FunctionName) => {
  connect(succeed, { FunctionName });
  queue().send('message', 1);
  await clock.letPass(1);
  expect(delivered).toEqual(['message at 1']);
});

test('a message that is due while the function works waits for it', async () => {
  let finish: (result: InvocationResult) => void = () => undefined;
  connect(() => new Promise((resolve) => { finish = resolve; }));
  queue().send('first', 1);
  const passing = clock.letPass(1);
  await new Promise(setImmediate);
  queue().send('second');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(delivered).toEqual(['first at 1']);
  finish({ payload: null });
  await new Promise(setImmediate);
  finish({ payload: null });
  await passing;
  expect(delivered).toEqual(['first at 1', 'second at 1']);
});

test('a disabled mapping delivers nothing, and is simulated', async () => {
  expect(connect(succeed, { Enabled: false })).toEqual([]);
  queue().send('message', 1);
  await clock.letPass(60);
  expect(delivered).toEqual([]);
});

test('after a change of the app, messages go to the new function, also one that the old one did not finish', async () => {
  let finish: (result: InvocationResult) => void = () => undefined;
  connect(() => new Promise((resolve) => { finish = resolve; }));
  queue().send('unfinished', 1);
  queue().send('waiting', 1);
  const passing = clock.letPass(1);
  await new Promise(setImmediate);
  await sources!.close();
  connect(succeed);
  finish(FAILURE);
  await passing;
  await clock.letPass(60);
  expect([delivered, lines]).toEqual([['unfinished at 1', 'waiting at 1', 'unfinished at 31'], []]);
});

describe('what is not simulated is listed', () => {
  test.each<[string, object, object, string[]]>([
    ['properties of a queue', { FifoQueue: true, SqsManagedSseEnabled: true }, {}, ['Queue.Properties.FifoQueue']],
    ['properties of a mapping', {}, { MaximumBatchingWindowInSeconds: 5, FilterCriteria: { Filters: [] }, ScalingConfig: { MaximumConcurrency: 2 } },
      ['Mapping.Properties.MaximumBatchingWindowInSeconds', 'Mapping.Properties.FilterCriteria']],
    ['a mapping from a stream', {}, { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'StreamArn'] } }, ['Mapping (AWS::Lambda::EventSourceMapping)']],
    ['a mapping from another queue', {}, { EventSourceArn: arnOf('Other') }, ['Mapping (AWS::Lambda::EventSourceMapping)']],
    ['a mapping to another function', {}, { FunctionName: 'Other' }, ['Mapping (AWS::Lambda::EventSourceMapping)']],
    ['a queue with a value of another stack', { DelaySeconds: { 'Fn::ImportValue': 'x' } }, {},
      ['Queue (AWS::SQS::Queue)', 'Mapping (AWS::Lambda::EventSourceMapping)']],
    ['nothing of a usual one', { KmsMasterKeyId: { 'Fn::ImportValue': 'x' } }, reporting(1), []],
  ])('%s', (_what, queueProperties, mapping, expected) => {
    expect(connect(succeed, mapping, queueProperties)).toEqual(expected);
  });
});
