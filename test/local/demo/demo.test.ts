import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(__dirname, '..', '..', '..');
const run = promisify(execFile);

let demo: ChildProcess | undefined;

// An interrupt reaches the demo behind tsx; a kill would leave it running, and Jest waiting for its output.
afterEach(async () => {
  if (demo?.exitCode !== null) return;
  demo.kill('SIGINT');
  await once(demo, 'close');
});

function startDemo(...args: string[]) {
  demo = spawn(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', 'tsconfig.dev.json', 'local/demo/demo.ts', ...args], { cwd: PROJECT });
  let text = '';
  demo.stdout!.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  demo.stderr!.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; });
  return { process: demo, ended: once(demo, 'close'), output: () => text };
}

async function playDemo(...args: string[]) {
  const { ended, output } = startDemo(...args);
  const [exitCode] = await ended;
  return { exitCode, output: output() };
}

describe('the documented example', () => {
  let played: Awaited<ReturnType<typeof playDemo>>;

  beforeAll(async () => {
    played = await playDemo();
  });

  test('is as documented, and the demo exits 0', () => {
    expect(played.output).toMatch(/✓ ContinuedFromContactId: C2\n.*\n *✓ transcripts: C2 \+ C1\n/);
    expect(played.output).toMatch(/✓ ContinuedFromContactId: C3\n.*\n *✓ transcripts: C3 \+ C2 \+ C1\n/);
    expect(played.output.match(/✓ outcome: NOT_REHYDRATED/g)).toHaveLength(4);
    expect(played.output).toMatch(/\nAll as documented: \d+ checks passed, 0 failed\.\n$/);
    expect(played.exitCode).toBe(0);
  });

  test('a session store gives a running chat back, continues an ended one, adds one that comes late, and makes one chat of two starts', () => {
    const [, sessions] = played.output.split('A session store remembers her chats');
    expect(sessions.match(/✓ outcome: \w+/g)).toEqual(
      ['NEW', 'RESUMED', 'REHYDRATED', 'NOT_REHYDRATED', 'RESUMED'].map((outcome) => `✓ outcome: ${outcome}`),
    );
    expect(sessions).toMatch(/✓ chats started: 1\n *✓ chats given out: 1\n/);
  });

  test('fits a terminal, and has no colour when it is not on one', () => {
    expect(played.output.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(played.output).not.toContain('\u001b');
  });

  test('shows no participant token', () => {
    const tokens = played.output.match(/"ParticipantToken": "[^"]*"/g);
    expect(new Set(tokens)).toEqual(new Set(['"ParticipantToken": "(masked)"']));
  });
});

test('exits 1 and says what differs when Connect does not behave as documented', async () => {
  const { exitCode, output } = await playDemo('--assume', 'unknownSource=AccessDeniedException');
  expect(output).toContain('✗ status: expected 200, got 500');
  expect(output).toMatch(/\nNot as documented: \d+ checks passed, [1-9]\d* failed\.\n$/);
  expect(exitCode).toBe(1);
});

test('refuses an assumption that it does not know', async () => {
  const { exitCode, output } = await playDemo('--assume', 'weather=Fine');
  expect(output).toContain('--assume must be NAME=ERROR, where NAME is one of ');
  expect(output).toContain('; got weather=Fine');
  expect(exitCode).toBe(1);
});

test('keeps serving when asked to: its curl lines start a chat, end it and come back; an interrupt ends it', async () => {
  const { process: serving, ended, output } = startDemo('--serve');
  while (!output().includes('NEW_CONTACT_ID/show')) await once(serving.stdout!, 'data');
  expect(output()).toMatch(/^\nOpen http/);
  const commands = output().replaceAll('\\\n', '').split('\n').filter((line) => line.startsWith('curl '));
  const command = (part: string) => commands.find((line) => line.includes(part))!;
  const shell = async (line: string) => JSON.parse((await run('sh', ['-c', line])).stdout);

  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = (await shell(commands[0])).data;
  for (const part of ['/say', '/transfer', '/end', '/clock']) await shell(command(part).replace('CONTACT_ID', ContactId));
  const back = (await shell(command('SourceContactId').replace('RESUME_HANDLE', resumeHandle))).data;
  expect(back.persistentChat.outcome).toBe('REHYDRATED');
  const shown = await shell(command('/show').replace('NEW_CONTACT_ID', back.startChatResult.ContactId));
  expect(shown.transcript).toEqual([expect.objectContaining({ RelatedContactId: ContactId, Content: 'Hello' })]);

  serving.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
});
