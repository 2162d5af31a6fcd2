import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const CLI = join(__dirname, '../../../assets/local/cli.js');

/** `cdk-connect-persistent-chat local`, in a separate process, as its user runs it. */
export class LocalCommand {
  /** What it has printed so far. */
  output = '';
  private readonly process: ChildProcess;

  constructor(folder: string, args: string[] = []) {
    this.process = spawn(process.execPath, [CLI, 'local', '--port', '0', ...args], { cwd: folder });
    for (const stream of [this.process.stdout!, this.process.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => { this.output += text; });
    }
  }

  /** Waits until it has printed this. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (this.process.exitCode !== null) throw new Error(`It ended, and printed ${this.output}`);
      await Promise.race([once(this.process.stdout!, 'data'), once(this.process, 'close')]);
    }
  }

  /** The API's URL, once it is served. */
  async served(): Promise<string> {
    const [, url] = await this.printed(/Start-chat API: +(\S+)[^]*Serving/);
    return url;
  }

  async ended(): Promise<number | null> {
    const [exitCode] = this.process.exitCode === null ? await once(this.process, 'close') as [number | null] : [this.process.exitCode];
    return exitCode;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.kill('SIGINT');
    await once(this.process, 'close');
  }
}
