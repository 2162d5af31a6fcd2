import { ChatConnection } from './chat-connection';
import { Conversation } from './conversation';
import type { Customer } from './customer';
import { CustomerForms } from './customer-forms';
import { findElement } from './elements';
import type { RequestLog } from './request-log';
import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';
import type { ChatRequest, NoAnswer, RefusedChat, ResumedChat, StartedChat } from 'cdk-connect-persistent-chat-client';

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
      tryAgain: () => this.open(),
    });
  }

  /** Continues the chat that was open when the page was closed or reloaded, if there is one. */
  async open(): Promise<void> {
    const { chat, resumeNote } = this.customer;
    if (!await chat.isOpen()) return this.forms.showStartForm();
    this.forms.showNotice('');
    const result = await chat.resume();
    if (result.ok) {
      if (resumeNote) this.log.add({ title: 'Page loaded', outcome: resumeNote });
      return this.connect(result, 'Your chat is still open.');
    }
    if (result.code === 'NoRunningChat') return this.end('The chat has ended.');
    this.forms.showRetryForm(describeFailure(result));
  }

  private async start(persistentChat: ChatRequest['PersistentChat']): Promise<void> {
    const result = await this.customer.chat.start({
      ParticipantDetails: { DisplayName: this.customer.name },
      SupportedMessagingContentTypes: ['text/plain', 'text/markdown'],
      PersistentChat: persistentChat,
    });
    if (!result.ok) throw new Error(describeFailure(result));
    this.conversation.clear();
    await this.connect(result, describeOutcome(result));
  }

  private async connect(started: StartedChat | ResumedChat, notice: string): Promise<void> {
    try {
      const connection = await ChatConnection.open(started, this.customer.chat, this.settings, {
        onItem: (item) => this.receive(item),
        onAgentTyping: () => this.showTyping(true),
        onEnded: () => void this.end('You can come back to this conversation.'),
      });
      if (!connection) return await this.end('The chat has ended.');
      this.connection = connection;
      this.forms.showNotice(notice);
      this.forms.showMessageForm();
    } catch {
      this.forms.showRetryForm('The chat cannot be reached at the moment. You have not lost it.');
    }
  }

  private async leave(): Promise<void> {
    const { connection } = this;
    if (!connection) return;
    const hasLeft = await connection.leave();
    if (hasLeft && this.connection === connection) await this.end('You can come back to this conversation.');
  }

  private receive(item: ConversationItem): void {
    this.conversation.add(item);
    if (!item.past && item.role === 'AGENT') this.showTyping(false);
  }

  private showTyping(shown: boolean): void {
    clearTimeout(this.typingTimer);
    this.typing.hidden = !shown;
    if (shown) this.typingTimer = window.setTimeout(() => this.showTyping(false), TYPING_SHOWN_MS);
  }

  private async end(notice: string): Promise<void> {
    this.connection = undefined;
    this.showTyping(false);
    this.forms.showNotice(notice);
    await this.forms.showStartForm();
  }
}

function describeFailure({ code, message }: RefusedChat | NoAnswer): string {
  return code === 'NoAnswer' ? 'The chat service cannot be reached. Please try again.' : message;
}

function describeOutcome(chat: StartedChat): string {
  switch (chat.outcome) {
    case 'REHYDRATED': return 'Welcome back. Your earlier conversation is above.';
    case 'NOT_REHYDRATED': return `This is a new conversation. ${chat.reason}`;
    case 'RESUMED': return 'Your chat continues.';
    case 'NEW': return 'The chat has started.';
  }
}
