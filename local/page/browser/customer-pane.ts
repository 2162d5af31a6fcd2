import { ChatConnection, isChatEnded } from './chat-connection';
import { Conversation } from './conversation';
import type { Customer } from './customer';
import { CustomerForms } from './customer-forms';
import { findElement } from './elements';
import type { RequestLog } from './request-log';
import { startChat } from './start-chat';
import { toChatDetails, type PersistentChatRequest, type StartedChat } from './started-chat';
import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';

const TYPING_SHOWN_MS = 3000;

/** The customer's pane: starts, continues and leaves chats, and reconnects after a reload. */
export class CustomerPane {
  private readonly forms: CustomerForms;
  private readonly conversation = new Conversation(findElement('customer-conversation', HTMLElement), 'CUSTOMER');
  private readonly typing = findElement('customer-typing', HTMLElement);
  private connection?: ChatConnection;
  private typingTimer = 0;

  constructor(private readonly customer: Customer, private readonly settings: PageSettings, private readonly log: RequestLog) {
    this.forms = new CustomerForms(customer, {
      start: (persistentChat) => this.start(persistentChat),
      say: async (text) => this.connection?.say(text),
      sendTyping: () => void this.connection?.sendTyping().catch(() => undefined),
      leave: () => this.leave(),
      tryAgain: () => this.continueChat(),
    });
  }

  /** Continues the chat that was open when the page was closed or reloaded, if there is one. */
  async open(): Promise<void> {
    if (this.customer.readDetails()) this.log.add({ title: 'Page loaded', outcome: 'chat details from sessionStorage, no request to the API' });
    await this.continueChat();
  }

  private async continueChat(): Promise<void> {
    if (!this.customer.isChatting()) return this.forms.showStartForm();
    this.forms.showNotice('');
    const details = this.customer.readDetails();
    if (details) return this.connect(details);
    await this.start().catch((error: Error) => this.forms.showRetryForm(error.message));
  }

  private async start(request?: PersistentChatRequest): Promise<void> {
    const chat = await startChat(this.customer, request, this.log);
    this.customer.onStarted(chat);
    this.conversation.clear();
    this.forms.showNotice(describeOutcome(chat.persistentChat));
    await this.connect(toChatDetails(chat));
  }

  private async connect(details: connect.ChatDetailsInput): Promise<void> {
    this.forms.showMessageForm();
    try {
      this.connection ??= await ChatConnection.open(details, this.settings, {
        onItem: (item) => this.receive(item),
        onAgentTyping: () => this.showTyping(true),
        onEnded: () => this.end('You can come back to this conversation.'),
      });
      await this.connection.loadTranscript();
    } catch (error) {
      if (isChatEnded(error)) this.end('The chat has ended.');
      else if (this.customer.isChatting()) this.forms.showRetryForm('The chat cannot be reached at the moment. You have not lost it.');
    }
  }

  private async leave(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    await connection.leave();
    // ChatJS says nothing when the agent stays in the chat. While a survey runs, the customer is still in it.
    const hasLeft = await connection.loadTranscript().then(() => false, isChatEnded);
    if (hasLeft && this.connection === connection) this.end('You can come back to this conversation.');
  }

  private receive(item: ConversationItem): void {
    this.conversation.add(item);
    if (item.past) return;
    if (item.role === 'AGENT') this.showTyping(false);
    if (item.text !== undefined) this.customer.onMessage();
  }

  private showTyping(shown: boolean): void {
    clearTimeout(this.typingTimer);
    this.typing.hidden = !shown;
    if (shown) this.typingTimer = window.setTimeout(() => this.showTyping(false), TYPING_SHOWN_MS);
  }

  private end(notice: string): void {
    this.connection = undefined;
    this.showTyping(false);
    this.customer.onEnded();
    this.forms.showNotice(notice);
    this.forms.showStartForm();
  }
}

function describeOutcome({ outcome, reason }: StartedChat['persistentChat']): string {
  if (outcome === 'REHYDRATED') return 'Welcome back. Your earlier conversation is above.';
  if (outcome === 'NOT_REHYDRATED') return `This is a new conversation. ${reason ?? ''}`.trim();
  if (outcome === 'RESUMED') return 'Your chat continues.';
  return 'The chat has started.';
}
