import { ChatConnection, meansEnded } from './chat-connection';
import { Conversation } from './conversation';
import type { Customer } from './customer';
import { CustomerForms } from './customer-forms';
import { element } from './elements';
import type { RequestLog } from './request-log';
import { startChat } from './start-chat';
import { chatDetails, type PersistentChatRequest, type StartedChat } from './started-chat';
import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';

const TYPING_SHOWN_MS = 3000;

/** The customer's side: starts a chat, talks, leaves, comes back, and finds the chat again after a reload. */
export class CustomerPane {
  private readonly forms: CustomerForms;
  private readonly conversation = new Conversation(element('customer-conversation', HTMLElement), 'CUSTOMER');
  private readonly typing = element('customer-typing', HTMLElement);
  private connection?: ChatConnection;
  private typingTimer = 0;

  constructor(private readonly customer: Customer, private readonly settings: PageSettings, private readonly log: RequestLog) {
    this.forms = new CustomerForms(customer, {
      start: (persistentChat) => this.start(persistentChat),
      say: async (text) => this.connection?.say(text),
      typing: () => void this.connection?.tellTyping().catch(() => undefined),
      leave: async () => this.connection?.leave(),
      tryAgain: () => this.goOn(),
    });
  }

  /** Goes on with the chat that was open when the page was left, if there was one. */
  async open(): Promise<void> {
    if (this.customer.details()) this.log.add({ title: 'Page loaded', outcome: 'chat details from sessionStorage, no request to the API' });
    await this.goOn();
  }

  private async goOn(): Promise<void> {
    if (!this.customer.isChatting()) return this.forms.offerStart();
    this.forms.tell('');
    const details = this.customer.details();
    if (details) return this.connect(details);
    await this.start().catch((error: Error) => this.forms.offerRetry(error.message));
  }

  private async start(request?: PersistentChatRequest): Promise<void> {
    const chat = await startChat(this.customer, request, this.log);
    this.customer.started(chat);
    this.conversation.clear();
    this.forms.tell(wordingOf(chat.persistentChat));
    await this.connect(chatDetails(chat));
  }

  private async connect(details: connect.ChatDetailsInput): Promise<void> {
    this.forms.offerChat();
    try {
      this.connection ??= await ChatConnection.open(details, this.settings, {
        received: (item) => this.receive(item),
        agentTypes: () => this.showTyping(true),
        ended: () => this.end('You can come back to this conversation.'),
      });
      await this.connection.loadTranscript();
    } catch (error) {
      if (meansEnded(error)) this.end('The chat has ended in the meantime.');
      else if (this.customer.isChatting()) this.forms.offerRetry('The chat cannot be reached at the moment. It is kept.');
    }
  }

  private receive(item: ConversationItem): void {
    this.conversation.add(item);
    if (item.past) return;
    if (item.role === 'AGENT') this.showTyping(false);
    if (item.text !== undefined) this.customer.spoken();
  }

  private showTyping(shown: boolean): void {
    clearTimeout(this.typingTimer);
    this.typing.hidden = !shown;
    if (shown) this.typingTimer = window.setTimeout(() => this.showTyping(false), TYPING_SHOWN_MS);
  }

  private end(notice: string): void {
    this.connection = undefined;
    this.showTyping(false);
    this.customer.ended();
    this.forms.tell(notice);
    this.forms.offerStart();
  }
}

function wordingOf({ outcome, reason }: StartedChat['persistentChat']): string {
  if (outcome === 'REHYDRATED') return 'Welcome back. Your earlier conversation is above.';
  if (outcome === 'NOT_REHYDRATED') return `This is a new conversation. ${reason ?? ''}`.trim();
  if (outcome === 'RESUMED') return 'Your chat goes on.';
  return 'The chat has started.';
}
