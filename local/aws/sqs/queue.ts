import { randomBytes, randomUUID } from 'node:crypto';
import type { QueueDefinition } from './queue-definition';
import type { Clock } from '../../connect/contact-centre/clock';

export interface Message {
  readonly id: string;
  readonly body: string;
  /** Times are in milliseconds since 1970, by the simulator's clock. */
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
}

export interface ReceivedMessage extends Message {
  readonly receiptHandle: string;
  readonly firstReceivedAt: number;
  readonly receivedAt: number;
}

interface Entry {
  message: Message | ReceivedMessage;
  /** A function works on it. It is not due before the function has ended, even if somebody sets the clock forward meanwhile. */
  held: boolean;
}

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A standard queue, whose messages are received in the order in which they become visible. */
export class Queue {
  private entries: Entry[] = [];
  private readonly listeners = new Set<() => void>();

  /** @param onExhausted gets each message that was received as often as the redrive policy allows */
  constructor(public definition: QueueDefinition, private readonly clock: Clock, private readonly onExhausted: (message: Message) => void) {}

  /** @returns a function that removes the listener */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  send(body: string, delaySeconds = this.definition.delaySeconds): Message {
    const sentAt = this.clock.now();
    const message = { id: randomUUID(), body, sentAt, visibleAt: sentAt + delaySeconds * 1000, receiveCount: 0 };
    this.add(message);
    return message;
  }

  /** Takes a message of another queue. Its retention period counts from the time when it was first sent. */
  takeOver({ id, body, sentAt }: Message): void {
    this.add({ id, body, sentAt, visibleAt: this.clock.now(), receiveCount: 0 });
  }

  /** Receives messages that are due. Each is the caller's until it is deleted or given back. */
  receive(limit: number): ReceivedMessage[] {
    this.dropExpired();
    const now = this.clock.now();
    const due = this.entries
      .filter(({ held, message }) => !held && message.visibleAt <= now)
      .sort((left, right) => left.message.visibleAt - right.message.visibleAt);
    const { maxReceiveCount = Infinity } = this.definition.redrivePolicy ?? {};
    const exhausted = due.filter(({ message }) => message.receiveCount >= maxReceiveCount);
    this.entries = this.entries.filter((entry) => !exhausted.includes(entry));
    exhausted.forEach(({ message }) => this.onExhausted(message));
    return due.filter((entry) => !exhausted.includes(entry)).slice(0, limit).map((entry) => this.hold(entry));
  }

  delete(receiptHandle: string): void {
    this.entries = this.entries.filter(({ message }) => !isReceived(message) || message.receiptHandle !== receiptHandle);
  }

  /** Gives a message back. It is due again when its visibility timeout has passed. */
  giveBack(receiptHandle: string): void {
    const entry = this.find(receiptHandle);
    if (entry) entry.held = false;
    this.notify();
  }

  /** Finds a message by the handle of the last time that it was received. It is in flight until it is visible again. */
  findReceived(receiptHandle: string): { readonly message: ReceivedMessage; readonly inFlight: boolean } | undefined {
    const entry = this.find(receiptHandle);
    return entry && { message: entry.message as ReceivedMessage, inFlight: this.isInFlight(entry) };
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const entry = this.find(receiptHandle);
    if (entry) entry.message = { ...entry.message, visibleAt: this.clock.now() + seconds * 1000 };
    this.notify();
  }

  /** The time when the next message is due; undefined when no message waits. */
  findNextDueTime(): number | undefined {
    const times = this.entries.filter(({ held }) => !held).map(({ message }) => message.visibleAt);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  get size(): number {
    this.dropExpired();
    return this.entries.length;
  }

  count(): QueueCounts {
    const all = this.size;
    const inFlight = this.entries.filter((entry) => this.isInFlight(entry)).length;
    const delayed = this.entries.filter(({ message }) => !isReceived(message) && message.visibleAt > this.clock.now()).length;
    return { inFlight, delayed, visible: all - inFlight - delayed };
  }

  private add(message: Message): void {
    this.entries.push({ message, held: false });
    this.notify();
  }

  private hold(entry: Entry): ReceivedMessage {
    const { message } = entry;
    const now = this.clock.now();
    const received = {
      ...message,
      receiptHandle: randomBytes(48).toString('base64url'),
      visibleAt: now + this.definition.visibilityTimeoutSeconds * 1000,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: isReceived(message) ? message.firstReceivedAt : now,
      receivedAt: now,
    };
    Object.assign(entry, { message: received, held: true });
    return received;
  }

  private isInFlight({ held, message }: Entry): boolean {
    return held || (isReceived(message) && message.visibleAt > this.clock.now());
  }

  private find(receiptHandle: string): Entry | undefined {
    return this.entries.find(({ message }) => isReceived(message) && message.receiptHandle === receiptHandle);
  }

  private dropExpired(): void {
    const oldest = this.clock.now() - this.definition.retentionSeconds * 1000;
    this.entries = this.entries.filter(({ message }) => message.sentAt > oldest);
  }

  private notify(): void {
    this.listeners.forEach((listener) => listener());
  }
}

function isReceived(message: Message | ReceivedMessage): message is ReceivedMessage {
  return 'receiptHandle' in message;
}
