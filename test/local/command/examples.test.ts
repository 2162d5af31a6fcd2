import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCommand } from './local-command';
import { synthesizedExample } from '../../synthesized-example';
import { signedHeaders } from '../aws/rest-api/signed-request';

const PROJECT = join(__dirname, '../../..');
const BODY = '{}';

type Headers = Record<string, string>;
/** What a caller sends, found in what the command printed. */
type Caller = (command: LocalCommand, url: string) => Promise<Headers>;

interface Example {
  readonly caller: Caller;
  readonly context?: Record<string, string>;
}

const shop = generateKeyPairSync('ed25519');

const anybody: Caller = async () => ({});

const iamCaller: Caller = async (command, url) => {
  const [, accessKeyId, secretAccessKey] = await command.printed(/--user (\w+):(\S+) /);
  const [, region] = await command.printed(/--aws-sigv4 aws:amz:([\w-]+):execute-api /);
  return (await signedHeaders(url, BODY, { credentials: { accessKeyId, secretAccessKey }, region })) as Headers;
};

const customerWithToken: Caller = async (command) => {
  const [, tokenUrl] = await command.printed(/TOKEN=\$\(curl -s '(\S+)'\)/);
  return { Authorization: `Bearer ${await (await fetch(tokenUrl)).text()}` };
};

const shopCustomer: Caller = async (command) => {
  await command.printed(/reads method\.request\.header\.Authorization/);
  return { Authorization: shopSession(shop.privateKey) };
};

function shopSession(key: KeyObject): string {
  const session = Buffer.from(JSON.stringify({ customer: 'jane', tier: 'gold', expires: Date.now() + 60_000 })).toString('base64url');
  return `${session}.${sign(null, Buffer.from(session), key).toString('base64url')}`;
}

const EXAMPLES: Record<string, Example> = {
  'minimal': { caller: iamCaller },
  'website': { caller: anybody },
  'local-page': { caller: anybody },
  'cognito': { caller: customerWithToken },
  'jwt': { caller: customerWithToken },
  'regulated': { caller: customerWithToken },
  'sessions': { caller: customerWithToken },
  'custom-authorizer': {
    caller: shopCustomer,
    context: { shopKey: shop.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  },
};

let folder: string;
let command: LocalCommand;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
});

afterEach(async () => {
  await command.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the example as synthesized already or, when it needs context, from a separate folder with a `cdk.json`, as its user has. */
async function serve(name: string, context: Example['context']): Promise<LocalCommand> {
  if (!context) return new LocalCommand(folder, ['--app', await synthesizedExample(name)]);
  const app = [process.execPath, require.resolve('tsx/cli'), '--tsconfig', join(PROJECT, 'tsconfig.dev.json'), join(PROJECT, 'examples', name, 'app.ts')];
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app: app.join(' '), context }));
  return new LocalCommand(folder);
}

test.each(readdirSync(join(PROJECT, 'examples')))('examples/%s starts a chat for a caller who does as it prints', async (name) => {
  const { caller, context } = EXAMPLES[name];
  command = await serve(name, context);
  const url = await command.served();
  const response = await fetch(url, { method: 'POST', body: BODY, headers: await caller(command, url) });
  expect([response.status, await response.json()]).toMatchObject([200, { data: { persistentChat: { outcome: 'NEW' } } }]);
});
