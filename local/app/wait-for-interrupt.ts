import { once } from 'node:events';

export async function waitForInterrupt(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
