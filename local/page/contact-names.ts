const CONTACT_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Names contacts C1, C2 … in the order in which the story meets them. */
export class ContactNames {
  private readonly names = new Map<string, string>();

  /** Takes up a contact, or gives the name that it has. */
  getOrAdd(contactId: string): string {
    const name = this.names.get(contactId) ?? `C${this.names.size + 1}`;
    this.names.set(contactId, name);
    return name;
  }

  /** The name for an id that may be none of the story's contacts. */
  find(contactId: string | undefined): string {
    return contactId === undefined ? 'none' : this.names.get(contactId) ?? contactId;
  }

  /** The line with the names of the contacts whose ids it holds. */
  annotate(line: string): string {
    const names = [...line.matchAll(CONTACT_ID)].flatMap(([id]) => this.names.get(id) ?? []);
    return names.length === 0 ? line : `${line}   (${names.join(', ')})`;
  }
}
