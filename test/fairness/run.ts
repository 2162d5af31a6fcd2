import { setTimeout as pause } from 'node:timers/promises';
import { ACCESSES, IN_A_LOOP, customerOf, startLimitedApp } from './customers';
import { Share, formatShare, sendSteadily } from './load';
import { ChatAccess } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { post } from '../security/http-exchange';

const SECONDS = 50;
const FROM_SECOND = 30;
const LEAST_SHARE = 0.95;
const PER_SECOND = 50;
/** With fewer, the machine was too busy to say anything. */
const LEAST_PER_SECOND = 40;
/** Longer than a function waits for the table, which must not be closed before. */
const SETTLING_MS = 4000;

const apps: ChatApp[] = [];

interface Result {
  readonly name: string;
  readonly lines: readonly string[];
  /** Absent where no share is promised. */
  readonly isFair?: boolean;
}

const isFair = ({ asked, answered }: Share): boolean => answered >= LEAST_SHARE * asked;

async function measureCustomers(kind: keyof typeof ACCESSES, store: boolean, isPromised: boolean): Promise<Result> {
  const access = ACCESSES[kind];
  const app = await startLimitedApp(access, { store });
  apps.push(app);
  const [abuser, other] = await Promise.all([
    sendSteadily({ perSecond: PER_SECOND, send: customerOf(app, access, 'abuser', IN_A_LOOP) }, SECONDS, FROM_SECOND),
    sendSteadily({ perSecond: 1, send: customerOf(app, access, 'other') }, SECONDS, FROM_SECOND),
  ]);
  return {
    name: `${kind}, ${store ? 'with' : 'without'} a session store: one customer at 50 requests a second, another at 1`,
    lines: [
      `the one: ${formatShare(abuser)}`,
      `the other: ${formatShare(other)}`,
      ...abuser.perSecond < LEAST_PER_SECOND ? [`not measured: this machine sent fewer than ${LEAST_PER_SECOND} requests a second`] : [],
    ],
    ...(isPromised && { isFair: isFair(other) && abuser.perSecond >= LEAST_PER_SECOND }),
  };
}

/** All that one address can hold, and what is left to another. */
async function measureVisitors(): Promise<Result> {
  const app = await startChatApp({ access: ChatAccess.anonymous() });
  apps.push(app);
  const from = (address: string) => async () => (await post(app.url, [], Buffer.from('{}'), address)).status;
  const hoarder = await sendSteadily({ perSecond: 20, send: from('127.0.0.1') }, 30, 0);
  const other = await sendSteadily({ perSecond: 2, send: from('127.0.0.2') }, 10, 0);
  return {
    name: 'anonymous: one address that starts 600 chats, then another that starts 20',
    lines: [`the one holds ${hoarder.answered} of the 500 chats`, `the other: ${formatShare(other)}`],
    isFair: hoarder.answered <= 125 && isFair(other),
  };
}

async function run(): Promise<void> {
  const results = [
    ...await Promise.all([measureCustomers('jwt', true, true), measureVisitors()]),
    ...await Promise.all([measureCustomers('cognito', true, true), measureCustomers('cognito', false, false)]),
  ];
  for (const { name, lines, isFair: fair } of results) {
    console.log([name, ...lines.map((line) => `  ${line}`), ...fair === undefined ? ['  (no share is promised)'] : [fair ? '  fair' : '  NOT FAIR']].join('\n'));
  }
  if (results.some(({ isFair: fair }) => fair === false)) process.exitCode = 1;
  await pause(SETTLING_MS);
  await Promise.all(apps.map(async (app) => app.close()));
}

void run();
