import type { Clock } from './clock';

/** Remembers the contact of each client token, so that a repeated request gives the same answer, even if the contact has ended. */
export class ClientTokens {
  private readonly contacts = new Map<string, { contactId: string; at: number }>();

  constructor(private readonly clock: Clock, private readonly windowSeconds: number) {}

  remember(clientToken: string, contactId: string): void {
    this.contacts.set(clientToken, { contactId, at: this.clock.now() });
  }

  findContact(clientToken: string): string | undefined {
    const made = this.contacts.get(clientToken);
    return made && this.clock.now() < made.at + this.windowSeconds * 1000 ? made.contactId : undefined;
  }
}
