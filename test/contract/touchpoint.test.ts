import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { ChatApp, startChatApp } from './chat-app';

const PAGE = join(__dirname, '../../examples/website/page/touchpoint.js');
const CLIENT_FETCH = join(__dirname, '../../client/src/fetch.ts');

/** What the widget's own code reads of a chat. */
interface TouchpointDetails {
  readonly contactId: string;
  readonly participantId: string;
  readonly participantToken: string;
}

interface TouchpointOptions {
  readonly config: { readonly details: () => Promise<TouchpointDetails>; readonly region: string };
}

let app: ChatApp;
beforeAll(async () => {
  app = await startChatApp();
  // The keys of handles are there from the second request on, however slow this machine is.
  await app.request({ body: '{}' });
});
afterAll(() => app.close());

/** Runs the page of the README with a stand-in for the widget. @returns what the page gives to the widget */
async function runPage(): Promise<TouchpointOptions> {
  const stub = 'export const create = async (options) => { given(options); };';
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: `${readFileSync(PAGE, 'utf8').replace(/^await /m, '')}`, resolveDir: __dirname },
    alias: { 'cdk-connect-persistent-chat-client/fetch': CLIENT_FETCH },
    plugins: [{
      name: 'touchpoint',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^@amazon-connect-touchpoint\/web$/ }, () => ({ path: 'touchpoint', namespace: 'stub' }));
        onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: stub }));
      },
    }],
    bundle: true,
    write: false,
    format: 'iife',
  });
  return new Promise((resolve) => {
    const page = { given: resolve, fetch, Request, Response, Headers, URL, globalThis: { fetch } };
    runInNewContext(text.replace(/https:\/\/API_ID[^"']*/, app.url), page);
  });
}

test('the page\'s function gives Touchpoint a chat, and the next chat continues it', async () => {
  const { config: { details } } = await runPage();
  const first = await details();
  const { contactId, participantId, participantToken } = first;
  expect(app.connect.contacts.requireSession(contactId)).toMatchObject({ participantId, participantToken });
  app.connect.contacts.end(first.contactId);
  app.connect.clock.advance(60);
  const second = await details();
  expect(app.connect.contacts.requireSession(second.contactId).continuedFromContactId).toBe(first.contactId);
});
