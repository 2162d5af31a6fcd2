import { createTextElement } from './elements';
import { describeEvent } from './event-descriptions';
import type { ConversationItem } from '../conversation-item';

/** One participant's view of a chat. The earlier conversation is in a section above the current one. */
export class Conversation {
  private readonly shown = new Set<string>();
  private readonly past: HTMLOListElement;
  private readonly pastSection: HTMLElement;
  private readonly current: HTMLOListElement;

  /** @param viewer the participant whose messages are on the right */
  constructor(private readonly container: HTMLElement, private readonly viewer: 'CUSTOMER' | 'AGENT') {
    this.pastSection = createTextElement('section', 'past');
    this.past = createTextElement('ol', 'items');
    this.pastSection.append(createTextElement('h3', 'past-heading', 'Earlier conversation'), this.past);
    this.current = createTextElement('ol', 'items current');
    this.container.append(this.pastSection, this.current);
    this.clear();
    // When forms appear or disappear below, the last message must stay visible.
    new ResizeObserver(() => this.scrollToEnd()).observe(this.container);
  }

  clear(): void {
    this.shown.clear();
    this.past.replaceChildren();
    this.current.replaceChildren();
    this.pastSection.hidden = true;
  }

  /** Shows the item once, in the order of time. It may come from the transcript, the websocket or both. */
  add(item: ConversationItem): void {
    if (this.shown.has(item.id)) return;
    const line = this.draw(item);
    if (!line) return;
    this.shown.add(item.id);
    line.dataset.time = item.time;
    const list = item.past ? this.past : this.current;
    const later = [...list.children].find((each) => each instanceof HTMLElement && each.dataset.time! > item.time);
    list.insertBefore(line, later ?? null);
    if (item.past) this.pastSection.hidden = false;
    this.scrollToEnd();
  }

  private scrollToEnd(): void {
    this.container.scrollTop = this.container.scrollHeight;
  }

  private draw({ role, sender, text, event }: ConversationItem): HTMLLIElement | undefined {
    if (event !== undefined) {
      const wording = describeEvent(event, role, sender);
      return wording === undefined ? undefined : createTextElement('li', 'event', wording);
    }
    const line = createTextElement('li', role === this.viewer ? 'message own' : `message ${role.toLowerCase()}`);
    line.append(createTextElement('span', 'sender', role === 'SYSTEM' ? 'Automatic message' : sender ?? role), createTextElement('p', 'text', text));
    return line;
  }
}
