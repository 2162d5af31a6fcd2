import { styleText } from 'node:util';
import type { ClientRequest } from './chat-clients';
import type { StartChatAnswer, StartChatApi } from './start-chat-api';
import { formatJson, wrapText } from './terminal-layout';
import type { TranscriptItem } from '../connect/contact-centre/transcripts';
import { ContactNames } from '../page/contact-names';

type Style = Parameters<typeof styleText>[0];

/** Prints the demo on the terminal, and counts the checks that pass and fail. */
export class Report {
  readonly names = new ContactNames();
  private steps = 0;
  private passed = 0;
  private failed = 0;

  constructor(private readonly output: NodeJS.WriteStream) {}

  get succeeded(): boolean {
    return this.failed === 0 && this.passed > 0;
  }

  printTitle(text: string): void {
    this.printLines('', [text], 'bold');
  }

  printText(text: string): void {
    this.printLines('', wrapText(text));
  }

  printStep(text: string): void {
    this.steps += 1;
    this.printLines('', ['', `${this.steps}. ${text}`], 'bold');
  }

  printEvent(text: string): void {
    this.printLines('   ', wrapText(text, 90));
  }

  printRequest({ url, credential }: StartChatApi, { client, headers, body }: ClientRequest): void {
    this.printLines('   ', [`→ ${client}: POST ${url}, ${credential}`], 'cyan');
    this.printLines('     ', Object.entries(headers).map((header) => header.join(': ')));
    this.printJson(body);
  }

  printAnswer({ status, body }: StartChatAnswer): void {
    this.printLines('   ', [`← ${status}`], 'cyan');
    this.printJson(maskToken(body));
  }

  printMessages(items: readonly TranscriptItem[]): void {
    this.printLines('   ', [`customer and agent see ${items.length === 0 ? 'an empty chat' : ''}`.trimEnd()], 'cyan');
    this.printLines('     ', items.map((item) => {
      const [contact, time] = item.RelatedContactId ? [item.RelatedContactId, 'past'] : [item.ContactId!, 'now'];
      return `${this.names.getOrAdd(contact).padEnd(4)}${time.padEnd(6)}${item.ParticipantRole.padEnd(10)}${item.Content}`;
    }));
  }

  check(what: string, expected: string, actual: string): void {
    const holds = expected === actual;
    if (holds) this.passed += 1;
    else this.failed += 1;
    this.printLines('   ', [holds ? `✓ ${what}: ${actual}` : `✗ ${what}: expected ${expected}, got ${actual}`], holds ? 'green' : 'red');
  }

  printSummary(): void {
    const counts = `${this.passed} checks passed, ${this.failed} failed`;
    const verdict = this.succeeded ? 'All as documented' : 'Not as documented';
    this.printLines('', ['', `${verdict}: ${counts}.`], this.succeeded ? 'green' : 'red');
  }

  private printJson(value: unknown): void {
    this.printLines('     ', formatJson(value).split('\n').flatMap((line) => wrapText(this.names.annotate(line), 90)));
  }

  private printLines(indent: string, lines: string[], style?: Style): void {
    const useStyle = style !== undefined && this.output.isTTY === true;
    for (const line of lines) this.output.write(`${indent}${useStyle ? styleText(style, line) : line}\n`);
  }
}

function maskToken(body: StartChatAnswer['body']): unknown {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'ParticipantToken' ? '(masked)' : value)));
}
