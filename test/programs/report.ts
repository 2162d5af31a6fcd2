import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORT_FOLDER = join(__dirname, '../../test-reports');

/** Prints a line per step, and counts. */
export class Report {
  private passed = 0;
  private failed = 0;

  constructor(private readonly print: (line: string) => void) {}

  /**
   * @param play what the step does. It may return what is worth knowing about it
   * @returns whether it succeeded
   */
  async step(subject: string, step: string, play: () => Promise<string | undefined | void>): Promise<boolean> {
    const start = Date.now();
    const line = (outcome: string, remark?: string | void) => this.print([
      subject.padEnd(30), step.padEnd(26), outcome.padEnd(7), `${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(7), remark && `  ${remark}`,
    ].filter(Boolean).join(' '));
    try {
      line('ok', await play());
      this.passed++;
      return true;
    } catch (error) {
      this.failed++;
      line('FAILED');
      this.print(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  get succeeded(): boolean {
    return this.failed === 0;
  }

  /** In words, and for whoever counts the tests. */
  close(file: string): void {
    this.print(`${this.passed} steps passed, ${this.failed} failed`);
    mkdirSync(REPORT_FOLDER, { recursive: true });
    writeFileSync(join(REPORT_FOLDER, file), `<testsuites tests="${this.passed + this.failed}" failures="${this.failed}" errors="0"/>\n`);
  }
}
