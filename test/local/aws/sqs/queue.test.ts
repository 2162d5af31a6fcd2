import { definitionOf } from './queue-fixture';
import { Queue } from '../../../../local/aws/sqs/queue';
import type { QueueDefinition } from '../../../../local/aws/sqs/queue-definition';
import { Clock } from '../../../../local/connect/contact-centre/clock';

let clock: Clock;
let exhausted: string[];

beforeEach(() => {
  clock = new Clock(() => 0);
  exhausted = [];
});

const queueWith = (settings: Partial<QueueDefinition> = {}) => new Queue(definitionOf(settings), clock, ({ body }) => exhausted.push(body));
const bodiesOf = (queue: Queue, limit = 10) => queue.receive(limit).map(({ body }) => body);

test('a message is received when its delay is over, and not before', () => {
  const queue = queueWith({ delaySeconds: 5 });
  queue.send('of the queue');
  queue.send('its own', 30);
  clock.advance(4.999);
  expect(bodiesOf(queue)).toEqual([]);
  clock.advance(0.001);
  expect(bodiesOf(queue)).toEqual(['of the queue']);
  expect(queue.findNextDueTime()).toBe(30_000);
});

test('messages are received in the order in which they become due, as many as are asked for', () => {
  const queue = queueWith();
  [['late', 3], ['early', 1], ['between', 2]].forEach(([body, delay]) => queue.send(body as string, delay as number));
  clock.advance(3);
  expect(bodiesOf(queue, 2)).toEqual(['early', 'between']);
});

test('a received message is nobody else\'s until it is given back and its visibility timeout is over', () => {
  const queue = queueWith();
  queue.send('message');
  const [{ receiptHandle }] = queue.receive(1);
  clock.advance(60);
  expect([bodiesOf(queue), queue.findNextDueTime()]).toEqual([[], undefined]);
  queue.giveBack(receiptHandle);
  expect(bodiesOf(queue)).toEqual(['message']);
});

test('a message that is given back early waits for its visibility timeout', () => {
  const queue = queueWith();
  queue.send('message');
  queue.giveBack(queue.receive(1)[0].receiptHandle);
  expect([bodiesOf(queue), queue.findNextDueTime()]).toEqual([[], 30_000]);
});

test('a visibility timeout can be changed, from the time of the change on', () => {
  const queue = queueWith();
  queue.send('message');
  const [{ receiptHandle }] = queue.receive(1);
  clock.advance(2);
  queue.changeVisibility(receiptHandle, 15);
  queue.giveBack(receiptHandle);
  expect(queue.findNextDueTime()).toBe(17_000);
});

test('tells how often a message was received, and when first', () => {
  const queue = queueWith();
  clock.advance(1);
  queue.send('message');
  clock.advance(1);
  const [first] = queue.receive(1);
  queue.giveBack(first.receiptHandle);
  clock.advance(30);
  const [second] = queue.receive(1);
  expect(second).toMatchObject({ id: first.id, receiveCount: 2, sentAt: 1000, firstReceivedAt: 2000, receivedAt: 32_000 });
  expect(second.receiptHandle).not.toBe(first.receiptHandle);
});

test('a deleted message does not come back', () => {
  const queue = queueWith();
  queue.send('message');
  queue.delete(queue.receive(1)[0].receiptHandle);
  clock.advance(60);
  expect([bodiesOf(queue), queue.size]).toEqual([[], 0]);
});

test('an old receipt handle neither deletes nor gives back', () => {
  const queue = queueWith();
  queue.send('message');
  const [{ receiptHandle }] = queue.receive(1);
  queue.giveBack(receiptHandle);
  clock.advance(30);
  queue.receive(1);
  queue.delete(receiptHandle);
  queue.giveBack(receiptHandle);
  expect(queue.count()).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
});

test('a message that was received as often as allowed is handed over when it is due again', () => {
  const queue = queueWith({ redrivePolicy: { deadLetterTargetArn: 'arn', maxReceiveCount: 2 } });
  queue.send('poison');
  for (let count = 1; count <= 2; count++) {
    queue.giveBack(queue.receive(1)[0].receiptHandle);
    clock.advance(29);
    expect(queue.receive(1)).toEqual([]);
    clock.advance(1);
  }
  expect(exhausted).toEqual([]);
  expect(queue.receive(1)).toEqual([]);
  expect([exhausted, queue.size]).toEqual([['poison'], 0]);
});

test('a message is dropped at the end of its retention period, which counts from the first sending', () => {
  const [queue, deadLetters] = [queueWith(), queueWith()];
  const sent = queue.send('message');
  clock.advance(3000);
  deadLetters.takeOver(sent);
  expect([queue.size, deadLetters.size]).toEqual([1, 1]);
  clock.advance(600);
  expect([queue.size, deadLetters.size]).toEqual([0, 0]);
});

test('counts messages that are visible, in flight and delayed', () => {
  const queue = queueWith();
  queue.send('visible');
  queue.send('in flight');
  queue.send('delayed', 60);
  queue.receive(1);
  expect(queue.count()).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
});

test('who listens is told of each change that can make a message due', () => {
  const queue = queueWith();
  let changes = 0;
  const stop = queue.onChange(() => { changes += 1; });
  queue.send('message');
  const [{ receiptHandle }] = queue.receive(1);
  queue.changeVisibility(receiptHandle, 0);
  queue.giveBack(receiptHandle);
  stop();
  queue.send('other');
  expect(changes).toBe(3);
});
