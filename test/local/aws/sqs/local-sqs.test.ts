import { ChangeMessageVisibilityCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { arnOf, REGION, templateOf } from './queue-fixture';
import { LocalSqs } from '../../../../local/aws/sqs/local-sqs';
import { Clock } from '../../../../local/connect/contact-centre/clock';

let clock: Clock;
let sqs: LocalSqs;
let client: SQSClient;
let lines: string[];
let QueueUrl: string;

const RESOURCES = {
  Late: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 5, RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 } } },
  Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letters', MaximumMessageSize: 1024 } },
};

beforeEach(async () => {
  clock = new Clock(() => 1_800_000_000_000);
  lines = [];
  sqs = await LocalSqs.start({ clock, onLog: (line) => lines.push(line) });
  sqs.createQueues(templateOf(RESOURCES, sqs.endpoint));
  QueueUrl = `${sqs.endpoint}/111122223333/Late`;
  client = new SQSClient({ region: REGION, endpoint: sqs.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await sqs.close();
});

const late = () => sqs.findQueue(arnOf('Late'))!;
const dead = () => sqs.findQueue(arnOf('dead-letters'))!;

test('sends a message with a delay of its own, or the queue\'s', async () => {
  const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'ü', DelaySeconds: 30 }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'soon' }));
  expect(late().findNextDueTime()).toBe(clock.now() + 5000);
  clock.advance(30);
  expect(late().receive(10)).toEqual([expect.objectContaining({ body: 'soon' }), expect.objectContaining({ id: MessageId, body: 'ü' })]);
});

test('changes the visibility of a message in flight', async () => {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'message', DelaySeconds: 0 }));
  const [{ receiptHandle }] = late().receive(1);
  await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: 15 }));
  late().giveBack(receiptHandle);
  expect(late().findNextDueTime()).toBe(clock.now() + 15_000);
});

test('tells what a queue holds, and its settings', async () => {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'message' }));
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toEqual({
    QueueArn: arnOf('Late'),
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '1',
    DelaySeconds: '5',
    VisibilityTimeout: '30',
    MessageRetentionPeriod: '345600',
    MaximumMessageSize: '1048576',
    RedrivePolicy: `{"deadLetterTargetArn":"${arnOf('dead-letters')}","maxReceiveCount":1}`,
  });
  const some = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  expect(some.Attributes).toEqual({ QueueArn: arnOf('Late') });
});

test('a message goes to the dead-letter queue with a line that names it and not its body', async () => {
  const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a secret', DelaySeconds: 0 }));
  late().giveBack(late().receive(1)[0].receiptHandle);
  clock.advance(30);
  late().receive(1);
  expect(dead().receive(1)).toEqual([expect.objectContaining({ id: MessageId, body: 'a secret' })]);
  expect(lines).toEqual([`The message ${MessageId} went to the dead-letter queue dead-letters, which holds 1 now`]);
});

test('queues keep their messages when the template changes, and take its settings', async () => {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'message' }));
  sqs.createQueues(templateOf({ Late: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 90 } } }, sqs.endpoint));
  expect([late().size, late().definition.visibilityTimeoutSeconds]).toEqual([1, 90]);
});

test('a queue that names what is not on this machine is left out', () => {
  const elsewhere = { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'x' }, maxReceiveCount: 1 } } };
  expect(sqs.createQueues(templateOf({ Elsewhere: elsewhere }))).toEqual(['Elsewhere']);
});

describe('what SQS refuses', () => {
  const receiptHandle = () => {
    late().send('message', 0);
    return late().receive(1)[0].receiptHandle;
  };
  const visible = () => {
    const handle = receiptHandle();
    late().giveBack(handle);
    clock.advance(30);
    return handle;
  };
  const change = (ReceiptHandle: string, VisibilityTimeout: number) => (
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })
  );

  test.each([
    ['another queue', () => new SendMessageCommand({ QueueUrl: `${QueueUrl}r`, MessageBody: 'x' }), 'QueueDoesNotExist'],
    ['no body', () => new SendMessageCommand({ QueueUrl, MessageBody: '' }), 'MissingParameter'],
    ['a delay over 15 minutes', () => new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: 901 }), 'InvalidParameterValue'],
    ['a delay below 0', () => new SendMessageCommand({ QueueUrl, MessageBody: 'x', DelaySeconds: -1 }), 'InvalidParameterValue'],
    ['a long message', () => new SendMessageCommand({ QueueUrl: QueueUrl.replace('Late', 'dead-letters'), MessageBody: 'x'.repeat(1025) }), 'InvalidParameterValue'],
    ['attributes, which are not simulated', () => new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageAttributes: {} }), 'InvalidParameterValue'],
    ['another receipt handle', () => change('x', 1), 'ReceiptHandleIsInvalid'],
    ['a message that is visible again', () => change(visible(), 1), 'MessageNotInflight'],
    ['a visibility timeout over 12 hours', () => change(receiptHandle(), 43_201), 'InvalidParameterValue'],
    ['an operation that is not simulated', () => new ReceiveMessageCommand({ QueueUrl }), 'UnsupportedOperation'],
  ] as const)('%s', async (_what, command, name) => {
    await expect(client.send<never, never>(command() as never)).rejects.toMatchObject({ name });
  });

  test('a visibility timeout that ends over 12 hours after the message was received', async () => {
    const handle = receiptHandle();
    clock.advance(60);
    await expect(client.send(change(handle, 43_200))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await client.send(change(handle, 43_140));
  });

  test('a request without a signature', async () => {
    const answer = await fetch(sqs.endpoint, { method: 'POST', headers: { 'X-Amz-Target': 'AmazonSQS.SendMessage' }, body: JSON.stringify({ QueueUrl, MessageBody: 'x' }) });
    expect([answer.status, await answer.json(), late().size]).toEqual([403, expect.objectContaining({ __type: 'com.amazon.coral.service#MissingAuthenticationTokenException' }), 0]);
  });
});
