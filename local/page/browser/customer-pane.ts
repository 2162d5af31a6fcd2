import { ChatConnection, meansEnded, type ReceivedItem } from './chat-connection';
import { Conversation } from './conversation';
import { CustomerForms } from './customer-forms';
import { element } from './elements';
import type { RequestLog } from './request-log';
import { startChat, type StartChatBody, type StartedChat } from './start-chat';
import { storedChat } from './stored-chat';
import type { PageSettings } from '../page-settings';

const TYPING_SHOWN_MS = 3000;

/** The customer's side: starts a chat, talks, leaves, comes back, and finds the chat again after a reload. */
export class CustomerPane {
  private readonly forms = new CustomerForms({
    start: (request) => this.start(request),
    say: async (text) => this.connection?.say(text),
    typing: () => void this.connection?.tellTyping().catch(() => undefined),
    leave: async () => this.connection?.leave(),
    tryAgain: () => this.goOn(),
  });

  private readonly conversation = new Conversation(element('customer-conversation', HTMLElement), 'CUSTOMER');
  private readonly typing = element('customer-typing', HTMLElement);
  private connection?: ChatConnection;
  private typingTimer = 0;

  constructor(private readonly settings: PageSettings, private readonly log: RequestLog) {}

  /** Goes on with the chat of this tab, if there is one. */
  async open(): Promise<void> {
    const outcome = 'chat details from sessionStorage, no request to the API';
    if (storedChat.running()) this.log.add({ title: 'Page loaded', outcome });
    await this.goOn();
  }

  private async goOn(): Promise<void> {
    const running = storedChat.running();
    if (!running) return this.forms.offerStart();
    this.forms.tell('');
    await this.connect(running.details);
  }

  private async start(body: StartChatBody): Promise<void> {
    const { startChatResult, persistentChat } = await startChat(this.settings.apiUrl, body, this.log);
    const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken } = startChatResult;
    const details = { contactId, participantId, participantToken };
    storedChat.keepRunning({ details, spoken: false });
    this.conversation.clear();
    this.forms.tell(wordingOf(persistentChat));
    await this.connect(details);
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
      else if (storedChat.running()) this.forms.offerRetry('The chat cannot be reached at the moment. It is kept.');
    }
  }

  private receive(item: ReceivedItem): void {
    this.conversation.add(item);
    const running = storedChat.running();
    if (item.past || !running || !item.contactId) return;
    if (item.role === 'AGENT') this.showTyping(false);
    storedChat.keepRunning({
      details: running.details,
      lastAgentContactId: item.role === 'AGENT' ? item.contactId : running.lastAgentContactId,
      spoken: running.spoken || item.text !== undefined,
    });
  }

  private showTyping(shown: boolean): void {
    clearTimeout(this.typingTimer);
    this.typing.hidden = !shown;
    if (shown) this.typingTimer = window.setTimeout(() => this.showTyping(false), TYPING_SHOWN_MS);
  }

  private end(notice: string): void {
    this.connection = undefined;
    this.showTyping(false);
    storedChat.end();
    this.forms.tell(notice);
    this.forms.offerStart();
  }
}

function wordingOf({ outcome, reason }: StartedChat['persistentChat']): string {
  if (outcome === 'REHYDRATED') return 'Welcome back. Your earlier conversation is above.';
  if (outcome === 'NOT_REHYDRATED') return `This is a new conversation. ${reason ?? ''}`.trim();
  return 'The chat has started.';
}
