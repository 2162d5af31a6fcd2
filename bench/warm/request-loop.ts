import { createRequire } from 'node:module';
import { START_EVENT } from '../start-event';

/** What a loop over one function gave. */
export interface LoopRun {
  readonly perSecond: number;
  readonly cpuMsPerRequest: number;
}

const [, , file, requests, atOnce] = process.argv;

async function main() {
  const { handler } = createRequire(__filename)(file) as { handler: (event: object, context: object) => Promise<object> };
  const serve = async (count: number) => {
    for (let request = 0; request < count; request += 1) await handler(START_EVENT, { awsRequestId: 'bench' });
  };
  const together = async (count: number) => Promise.all(Array.from({ length: Number(atOnce) }, async () => serve(count / Number(atOnce))));
  await together(Number(requests));
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await together(Number(requests));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedAt) / 1000;
  const run: LoopRun = { perSecond: Number(requests) / seconds, cpuMsPerRequest: (user + system) / 1000 / Number(requests) };
  process.send!(run, () => process.exit());
}

void main();
