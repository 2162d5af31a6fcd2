import type { ContactEvent } from './contact-event';

export type ContactEventSubscriber = (event: ContactEvent) => void | Promise<void>;

/** What EventBridge may do to events: delivery is best effort, unordered, and can repeat. */
export interface DeliveryFaults {
  /** How often each event is delivered. */
  readonly copies: number;

  /** Which events never arrive. */
  readonly loses: (event: ContactEvent) => boolean;

  /** Whether events wait until they are released. */
  readonly holds: boolean;
}

const NO_FAULTS: DeliveryFaults = { copies: 1, loses: () => false, holds: false };

/** Hands contact events to a subscriber, one after the other, as well or as badly as it is told to. */
export class ContactEventDelivery {
  private faults = NO_FAULTS;
  private held: ContactEvent[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(private subscriber: ContactEventSubscriber) {}

  /** From now on, in place of the subscriber before. */
  deliverTo(subscriber: ContactEventSubscriber): void {
    this.subscriber = subscriber;
  }

  /** From now on; what is left out is delivered faithfully. */
  setFaults(faults: Partial<DeliveryFaults>): void {
    this.faults = { ...NO_FAULTS, ...faults };
  }

  send(event: ContactEvent): void {
    if (this.faults.loses(event)) return;
    const copies = Array.from({ length: this.faults.copies }, () => event);
    if (this.faults.holds) this.held.push(...copies);
    else copies.forEach((copy) => this.deliver(copy));
  }

  /** Delivers what was held, in the order that is asked for. */
  release(reorder: (events: ContactEvent[]) => ContactEvent[] = (events) => events): void {
    const events = reorder(this.held);
    this.held = [];
    events.forEach((event) => this.deliver(event));
  }

  /** Resolves when the subscriber is done with all that was delivered; rejects when it failed. */
  async waitUntilDelivered(): Promise<void> {
    const { last } = this;
    this.last = Promise.resolve();
    await last;
  }

  /** Resolves when the subscriber is done with all that was delivered, whether or not it failed. */
  async waitUntilSettled(): Promise<void> {
    await this.last.catch(() => undefined);
  }

  private deliver(event: ContactEvent): void {
    this.last = this.last.then(() => this.subscriber(event));
    // A failure is for whoever asks for it; the process does not end for one that nobody asks for.
    this.last.catch(() => undefined);
  }
}
