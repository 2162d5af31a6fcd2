import type { StartChatContactRequest, StartChatContactResponse } from '@aws-sdk/client-connect';
import { StartChatContact } from './client';
import { countAttempts, getErrorName } from '../../aws/call-error';

/** The calls of StartChatContact that one request makes. They end at its deadline, and its log line tells about them. */
export class ConnectCalls {
  calls = 0;
  attempts = 0;
  milliseconds = 0;
  /** Of the last call that failed. */
  errorName?: string;

  constructor(private readonly client: StartChatContact, readonly deadline: AbortSignal) {}

  async startChatContact(request: StartChatContactRequest): Promise<StartChatContactResponse> {
    const startedAt = performance.now();
    this.calls += 1;
    try {
      const response = await this.client(request, this.deadline);
      this.attempts += countAttempts(response);
      return response;
    } catch (error) {
      this.attempts += countAttempts(error);
      this.errorName = getErrorName(error);
      throw error;
    } finally {
      this.milliseconds += Math.round(performance.now() - startedAt);
    }
  }
}
