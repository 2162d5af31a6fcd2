import { readFailedMessages } from './batch-response';
import type { EventSourceMapping } from './event-source-mapping';
import type { Queue, ReceivedMessage } from './queue';
import { buildSqsEvent } from './sqs-event';
import type { Clock } from '../../connect/contact-centre/clock';
import type { InvocationResult } from '../function-host/function-host';

export interface EventSourceOptions {
  readonly mapping: EventSourceMapping;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly invoke: (event: unknown) => Promise<InvocationResult>;
  /** Called with a line when the function fails. */
  readonly onLog: (line: string) => void;
}

/** Invokes a function with the messages of a queue when they are due. Unlike Lambda, it runs one invocation after the other. */
export class EventSource {
  private busy = false;
  private closed = false;
  private readonly removeListener: () => void;
  private cancelAlarm?: () => void;

  constructor(private readonly options: EventSourceOptions) {
    this.removeListener = options.queue.onChange(() => this.setAlarm());
    this.setAlarm();
  }

  /** Invokes the function no more. A message that it works on is given back or deleted when it has ended. */
  async close(): Promise<void> {
    this.closed = true;
    this.removeListener();
    this.cancelAlarm?.();
  }

  private setAlarm(): void {
    const { queue, clock } = this.options;
    this.cancelAlarm?.();
    const dueAt = queue.findNextDueTime();
    if (dueAt === undefined || this.busy || this.closed) return;
    this.cancelAlarm = clock.setAlarm(dueAt, async () => this.deliverDueMessages());
  }

  private async deliverDueMessages(): Promise<void> {
    this.busy = true;
    while (!this.closed) {
      const messages = this.options.queue.receive(this.options.mapping.batchSize);
      if (messages.length === 0) break;
      await this.deliver(messages);
    }
    this.busy = false;
    this.setAlarm();
  }

  private async deliver(messages: readonly ReceivedMessage[]): Promise<void> {
    const { queue } = this.options;
    const failed = await this.invoke(messages);
    for (const { id, receiptHandle } of messages) {
      if (failed.includes(id)) queue.giveBack(receiptHandle);
      else queue.delete(receiptHandle);
    }
  }

  /** @returns the ids of the messages that failed */
  private async invoke(messages: readonly ReceivedMessage[]): Promise<readonly string[]> {
    const { mapping, queue, invoke } = this.options;
    const batch = messages.map(({ id }) => id);
    try {
      const result = await invoke(buildSqsEvent(messages, queue.definition.arn));
      if (!result.functionError) return mapping.reportsFailures ? readFailedMessages(result.payload, batch) : [];
      this.report(result.functionError.errorType, batch);
    } catch (error) {
      this.report(error instanceof Error ? error.name : 'unknown error', batch);
    }
    return batch;
  }

  private report(failure: string, batch: readonly string[]): void {
    const { mapping, onLog } = this.options;
    if (!this.closed) onLog(`${mapping.logicalId}: the function failed with ${failure} for the message ${batch.join(', ')}`);
  }
}
