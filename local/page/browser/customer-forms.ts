import type { Continuation, Customer } from './customer';
import { element } from './elements';
import type { PersistentChatRequest } from './started-chat';

export interface CustomerActions {
  start(request: PersistentChatRequest | undefined): Promise<void>;
  say(text: string): Promise<void>;
  typing(): void;
  leave(): Promise<void>;
  tryAgain(): Promise<void>;
}

const TYPING_INTERVAL_MS = 2000;

/** What the customer fills in and presses. */
export class CustomerForms {
  private readonly startForm = element('start-form', HTMLFormElement);
  private readonly returnChoice = element('return-choice', HTMLFieldSetElement);
  private readonly retryForm = element('retry-form', HTMLFormElement);
  private readonly messageForm = element('customer-message-form', HTMLFormElement);
  private readonly message = element('customer-message', HTMLInputElement);
  private readonly notice = element('customer-notice', HTMLElement);
  private typingTold = 0;

  constructor(private readonly customer: Customer, private readonly actions: CustomerActions) {
    this.startForm.addEventListener('submit', (event) => this.submit(event, this.startForm, () => actions.start(this.request())));
    this.messageForm.addEventListener('submit', (event) => this.submit(event, this.messageForm, () => this.sendMessage()));
    this.retryForm.addEventListener('submit', (event) => this.submit(event, this.retryForm, () => actions.tryAgain()));
    this.message.addEventListener('input', () => this.tellTyping());
    const leave = element('leave-button', HTMLButtonElement);
    leave.addEventListener('click', (event) => this.submit(event, this.messageForm, () => actions.leave()));
  }

  /** Offers to start a chat, or to come back to an earlier one. */
  offerStart(): void {
    const continuations = this.customer.continuations();
    this.returnChoice.hidden = continuations.length === 0;
    for (const choice of this.returnChoice.querySelectorAll('input')) {
      choice.closest('label')!.hidden = !continuations.includes(choice.value as Continuation);
    }
    this.show(this.startForm);
  }

  offerChat(): void {
    this.show(this.messageForm);
    this.message.focus();
  }

  /** The chat runs, and cannot be reached. */
  offerRetry(notice: string): void {
    this.fail(notice);
    this.show(this.retryForm);
  }

  tell(notice: string): void {
    this.notice.textContent = notice;
    this.notice.classList.remove('failed');
  }

  private fail(notice: string): void {
    this.notice.textContent = notice;
    this.notice.classList.add('failed');
  }

  private show(shown: HTMLFormElement): void {
    for (const form of [this.startForm, this.retryForm, this.messageForm]) form.hidden = form !== shown;
  }

  private request(): PersistentChatRequest | undefined {
    return this.customer.persistentChat(new FormData(this.startForm).get('continuation') as Continuation);
  }

  private async sendMessage(): Promise<void> {
    const text = this.message.value.trim();
    if (!text) return;
    await this.actions.say(text);
    this.message.value = '';
    this.message.focus();
  }

  private tellTyping(): void {
    if (Date.now() < this.typingTold + TYPING_INTERVAL_MS) return;
    this.typingTold = Date.now();
    this.actions.typing();
  }

  /** Does what was asked for; a second press has to wait until it is done or has failed. */
  private async submit(event: Event, form: HTMLFormElement, action: () => Promise<void>): Promise<void> {
    event.preventDefault();
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    try {
      await action();
    } catch (error) {
      this.fail(error instanceof Error ? error.message : 'That did not work. Please try again.');
    } finally {
      form.ariaBusy = 'false';
    }
  }
}
