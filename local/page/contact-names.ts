const CONTACT_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Names contacts C1, C2, … in the order in which they are added. */
export class ContactNames {
  private readonly names = new Map<string, string>();

  /** Returns the contact's name. Adds the contact if it is new. */
  getOrAdd(contactId: string): string {
    const name = this.names.get(contactId) ?? `C${this.names.size + 1}`;
    this.names.set(contactId, name);
    return name;
  }

  /** Returns the contact's name, or the id itself for a contact that was not added. */
  find(contactId: string | undefined): string {
    return contactId === undefined ? 'none' : this.names.get(contactId) ?? contactId;
  }

  /** Appends to a line the names of the contacts whose ids it contains. */
  annotate(line: string): string {
    const names = [...line.matchAll(CONTACT_ID)].flatMap(([id]) => this.names.get(id) ?? []);
    return names.length === 0 ? line : `${line}   (${names.join(', ')})`;
  }
}
