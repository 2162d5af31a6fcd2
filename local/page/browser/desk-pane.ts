import { Conversation } from './conversation';
import { postControl, listenToDesk } from './desk-feed';
import { findElement, createTextElement } from './elements';
import type { DeskChat, DeskState } from '../desk-state';

const AGENTS = ['Ada', 'Bo', 'Cleo'];
/** The administrator guide says to wait 30 to 60 seconds for a transcript. */
const TRANSCRIPT_SECONDS = '60';

/** The agents' pane: accepts, answers, transfers and ends chats. */
export class DeskPane {
  private readonly list = findElement('desk-chats', HTMLElement);
  private readonly status = findElement('desk-status', HTMLElement);
  private readonly contacts = findElement('desk-contacts', HTMLElement);
  private readonly notice = findElement('desk-notice', HTMLElement);
  private readonly reply = findElement('desk-message', HTMLInputElement);
  private readonly conversation = new Conversation(findElement('desk-conversation', HTMLElement), 'AGENT');
  private state: DeskState = { chats: [] };
  private chosen?: string;
  private drawn?: string;

  constructor() {
    this.onClick('accept', (chat) => this.act(chat, 'accept', { name: chooseAgent(chat) }));
    this.onClick('transfer', (chat) => this.act(chat, 'transfer'));
    this.onClick('survey', (chat) => this.act(chat, 'survey'));
    this.onClick('end', (chat) => this.act(chat, 'end'));
    findElement('pass-time', HTMLButtonElement).addEventListener('click', () => void this.run(async () => {
      await postControl('clock/advance', { seconds: TRANSCRIPT_SECONDS });
      this.notice.textContent = 'A minute has passed.';
    }));
    findElement('desk-message-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.sendReply();
    });
  }

  open(onState: (state: DeskState) => void): void {
    listenToDesk((state) => {
      const known = new Set(this.state.chats.map(({ initialContactId }) => initialContactId));
      const arrived = state.chats.find(({ initialContactId }) => !known.has(initialContactId));
      if (arrived) this.chosen = arrived.initialContactId;
      this.state = state;
      this.draw();
      onState(state);
    });
  }

  private get chat(): DeskChat | undefined {
    return this.state.chats.find(({ initialContactId }) => initialContactId === this.chosen);
  }

  private draw(): void {
    const { chat } = this;
    this.drawList();
    if (this.drawn !== this.chosen) this.conversation.clear();
    this.drawn = this.chosen;
    chat?.items.forEach((item) => this.conversation.add(item));
    this.contacts.replaceChildren(...(chat ? createContactChips(chat) : []));
    this.status.textContent = chat ? describeStatus(chat) : 'No chat yet. Start one as the customer.';
    this.drawControls(chat);
  }

  private drawList(): void {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.chat : undefined;
    this.list.replaceChildren(...this.state.chats.map(({ initialContactId, customerName, state, contacts }) => {
      const button = createTextElement('button', `chat ${state.toLowerCase()}`, `${customerName} · ${contacts[0].name}`);
      button.type = 'button';
      button.dataset.chat = initialContactId;
      button.ariaPressed = String(initialContactId === this.chosen);
      button.addEventListener('click', () => {
        this.chosen = initialContactId;
        this.draw();
      });
      return button;
    }));
    if (focused) this.list.querySelector<HTMLElement>(`[data-chat="${focused}"]`)?.focus();
  }

  private drawControls(chat: DeskChat | undefined): void {
    const contact = chat?.contacts.at(-1);
    const runs = chat !== undefined && chat.state !== 'ENDED';
    const isSurvey = contact?.initiationMethod === 'DISCONNECT';
    const isHandled = runs && contact?.agent !== undefined;
    findElement('accept', HTMLButtonElement).disabled = !runs || isHandled || isSurvey;
    for (const id of ['transfer', 'survey', 'send-reply']) findElement(id, HTMLButtonElement).disabled = !isHandled;
    this.reply.disabled = !isHandled;
    findElement('end', HTMLButtonElement).disabled = !runs;
  }

  private onClick(id: string, action: (chat: DeskChat) => Promise<void>): void {
    findElement(id, HTMLButtonElement).addEventListener('click', () => {
      const { chat } = this;
      if (chat) void this.run(() => action(chat));
    });
  }

  private async sendReply(): Promise<void> {
    const text = this.reply.value.trim();
    const { chat } = this;
    if (!chat || !text) return;
    await this.run(async () => {
      await this.act(chat, 'say', { as: 'agent', text });
      this.reply.value = '';
    });
  }

  private async act({ initialContactId }: DeskChat, action: string, parameters: Record<string, string> = {}): Promise<void> {
    await postControl(`contacts/${initialContactId}/${action}`, parameters);
  }

  private async run(action: () => Promise<void>): Promise<void> {
    this.notice.textContent = '';
    try {
      await action();
    } catch (error) {
      this.notice.textContent = error instanceof Error ? error.message : String(error);
    }
  }
}

function chooseAgent({ contacts }: DeskChat): string {
  return AGENTS[contacts.filter(({ agent }) => agent).length % AGENTS.length];
}

function createContactChips({ contacts, continuedFrom }: DeskChat): HTMLElement[] {
  const chips = contacts.map(({ name, initiationMethod, agent, ended }) => {
    const what = initiationMethod === 'DISCONNECT' ? 'survey' : agent ?? (ended ? 'no agent' : 'in queue');
    return createTextElement('li', ended ? 'chip ended' : 'chip', `${name} ${what}`);
  });
  return continuedFrom ? [createTextElement('li', 'chip from', `continues ${continuedFrom}`), ...chips] : chips;
}

function describeStatus({ state, written }: DeskChat): string {
  if (state === 'RUNNING') return 'The chat is running.';
  if (state === 'CUSTOMER_LEFT') return 'The customer has left.';
  return written ? 'Ended. The transcript is written: the customer can come back to it.' : 'Ended. The transcript is not written yet.';
}
