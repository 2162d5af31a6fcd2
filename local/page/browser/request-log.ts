import { createTextElement } from './elements';

/** These members give access to a chat. */
const MASKED = ['ParticipantToken', 'resumeHandle', 'SourceContactId'];

export interface LoggedRequest {
  readonly title: string;
  readonly outcome: string;
  readonly request?: unknown;
  readonly answer?: unknown;
}

/** Shows the page's requests to the start-chat API, latest first, with tokens masked. */
export class RequestLog {
  private readonly texts: Array<{ readonly shown: HTMLElement; readonly text: string }> = [];
  private names: ReadonlyMap<string, string> = new Map();

  constructor(private readonly list: HTMLElement) {}

  add({ title, outcome, request, answer }: LoggedRequest): void {
    const entry = createTextElement('details', 'request');
    const summary = createTextElement('summary', '');
    summary.append(createTextElement('span', 'request-title', title), createTextElement('span', 'request-outcome', outcome));
    entry.append(summary);
    if (request !== undefined) this.addBlock(entry, 'Request', request);
    if (answer !== undefined) this.addBlock(entry, 'Answer', answer);
    for (const earlier of this.list.querySelectorAll('details')) earlier.open = false;
    entry.open = true;
    const item = document.createElement('li');
    item.append(entry);
    this.list.prepend(item);
  }

  /** Sets the names that are shown beside contact ids. */
  setNames(names: ReadonlyMap<string, string>): void {
    this.names = names;
    for (const { shown, text } of this.texts) shown.textContent = this.addNames(text);
  }

  private addBlock(entry: HTMLElement, heading: string, value: unknown): void {
    const text = JSON.stringify(value, (key, member: unknown) => (MASKED.includes(key) ? '(masked)' : member), 2);
    const shown = createTextElement('pre', 'json', this.addNames(text));
    shown.tabIndex = 0;
    shown.setAttribute('aria-label', heading);
    this.texts.push({ shown, text });
    entry.append(createTextElement('h3', 'json-heading', heading), shown);
  }

  private addNames(text: string): string {
    return [...this.names].reduce((named, [id, name]) => named.replaceAll(`"${id}"`, `"${id}" (${name})`), text);
  }
}
