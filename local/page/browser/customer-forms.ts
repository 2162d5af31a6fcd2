import { buildPersistentChat, type Continuation, type Customer } from './customer';
import { findElement } from './elements';
import type { ChatRequest } from 'cdk-connect-persistent-chat-client';

export interface CustomerActions {
  start(persistentChat: ChatRequest['PersistentChat']): Promise<void>;
  say(text: string): Promise<void>;
  sendTyping(): void;
  leave(): Promise<void>;
  tryAgain(): Promise<void>;
}

const TYPING_INTERVAL_MS = 2000;

/** The customer's forms and buttons. */
export class CustomerForms {
  private readonly startForm = findElement('start-form', HTMLFormElement);
  private readonly returnChoice = findElement('return-choice', HTMLFieldSetElement);
  private readonly retryForm = findElement('retry-form', HTMLFormElement);
  private readonly messageForm = findElement('customer-message-form', HTMLFormElement);
  private readonly message = findElement('customer-message', HTMLInputElement);
  private readonly notice = findElement('customer-notice', HTMLElement);
  private typingSentAt = 0;

  constructor(private readonly customer: Customer, private readonly actions: CustomerActions) {
    this.startForm.addEventListener('submit', (event) => this.submit(event, this.startForm, () => actions.start(this.readRequest())));
    this.messageForm.addEventListener('submit', (event) => this.submit(event, this.messageForm, () => this.sendMessage()));
    this.retryForm.addEventListener('submit', (event) => this.submit(event, this.retryForm, () => actions.tryAgain()));
    this.message.addEventListener('input', () => this.sendTyping());
    const leave = findElement('leave-button', HTMLButtonElement);
    leave.addEventListener('click', (event) => this.submit(event, this.messageForm, () => actions.leave()));
  }

  /** Offers to start a new chat or to continue an earlier one. */
  async showStartForm(): Promise<void> {
    const continuations = await this.customer.listContinuations();
    this.returnChoice.hidden = continuations.length === 0;
    for (const choice of this.returnChoice.querySelectorAll('input')) {
      choice.closest('label')!.hidden = !continuations.includes(choice.value as Continuation);
    }
    this.show(this.startForm);
  }

  showMessageForm(): void {
    this.show(this.messageForm);
    this.message.focus();
  }

  /** Offers to connect again to a running chat that cannot be reached. */
  showRetryForm(notice: string): void {
    this.showFailure(notice);
    this.show(this.retryForm);
  }

  showNotice(notice: string): void {
    this.notice.textContent = notice;
    this.notice.classList.remove('failed');
  }

  private showFailure(notice: string): void {
    this.notice.textContent = notice;
    this.notice.classList.add('failed');
  }

  private show(shown: HTMLFormElement): void {
    for (const form of [this.startForm, this.retryForm, this.messageForm]) form.hidden = form !== shown;
  }

  private readRequest(): ChatRequest['PersistentChat'] {
    const choice = this.returnChoice.hidden ? null : new FormData(this.startForm).get('continuation') as Continuation;
    return buildPersistentChat(choice);
  }

  private async sendMessage(): Promise<void> {
    const text = this.message.value.trim();
    if (!text) return;
    await this.actions.say(text);
    this.message.value = '';
    this.message.focus();
  }

  private sendTyping(): void {
    if (Date.now() < this.typingSentAt + TYPING_INTERVAL_MS) return;
    this.typingSentAt = Date.now();
    this.actions.sendTyping();
  }

  /** Runs the action. A second press does nothing until the action has finished or failed. */
  private async submit(event: Event, form: HTMLFormElement, action: () => Promise<void>): Promise<void> {
    event.preventDefault();
    if (form.ariaBusy === 'true') return;
    form.ariaBusy = 'true';
    try {
      await action();
    } catch (error) {
      this.showFailure(error instanceof Error ? error.message : 'Something went wrong. Please try again.');
    } finally {
      form.ariaBusy = 'false';
    }
  }
}
