import type { ContactEvent } from './contact-event';

export type ContactEventSubscriber = (event: ContactEvent) => void | Promise<void>;

/** What can go wrong in EventBridge: events can be lost, repeated and reordered. */
export interface DeliveryFaults {
  /** How many times each event is delivered. */
  readonly copies: number;

  /** Whether the event is never delivered. */
  readonly loses: (event: ContactEvent) => boolean;

  /** Whether events wait for `release`. */
  readonly holds: boolean;
}

const NO_FAULTS: DeliveryFaults = { copies: 1, loses: () => false, holds: false };

/** Delivers contact events to a subscriber, one after the other, with the faults that were set. */
export class ContactEventDelivery {
  private faults = NO_FAULTS;
  private held: ContactEvent[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(private subscriber: ContactEventSubscriber) {}

  /** Replaces the subscriber for the events that follow. */
  deliverTo(subscriber: ContactEventSubscriber): void {
    this.subscriber = subscriber;
  }

  /** Sets the faults for the events that follow. Faults that are not given are off. */
  setFaults(faults: Partial<DeliveryFaults>): void {
    this.faults = { ...NO_FAULTS, ...faults };
  }

  send(event: ContactEvent): void {
    if (this.faults.loses(event)) return;
    const copies = Array.from({ length: this.faults.copies }, () => event);
    if (this.faults.holds) this.held.push(...copies);
    else copies.forEach((copy) => this.deliver(copy));
  }

  /** Delivers the events that were held. `reorder` can change their order. */
  release(reorder: (events: ContactEvent[]) => ContactEvent[] = (events) => events): void {
    const events = reorder(this.held);
    this.held = [];
    events.forEach((event) => this.deliver(event));
  }

  /** Resolves when the subscriber has handled all delivered events; rejects when it failed for one of them. */
  async waitUntilDelivered(): Promise<void> {
    const { last } = this;
    this.last = Promise.resolve();
    await last;
  }

  /** Resolves when the subscriber has handled all delivered events or failed. */
  async waitUntilSettled(): Promise<void> {
    await this.last.catch(() => undefined);
  }

  private deliver(event: ContactEvent): void {
    this.last = this.last.then(() => this.subscriber(event));
    // Callers of waitUntilDelivered get the failure. Without such a caller, it must not end the process as an unhandled rejection.
    this.last.catch(() => undefined);
  }
}
