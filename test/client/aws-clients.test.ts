import type { FetchEntry } from './client-types';
import { AsyncStorage } from './fake-browser';
import { loadClient } from './shipped-client';
import { buildAndroidRequest, buildChatInterfaceRequest, buildIosRequest, type ClientRequest } from '../../local/demo/chat-clients';
import { ChatAccess, ChatSessionStore } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { CONTACT_FLOW_ID, INSTANCE_ARN, INSTANCE_ID } from '../fixtures';

const { withResumeHandles } = loadClient('fetch');
const { createPersistentChat } = loadClient('index');

const ISSUER = 'https://issuer.example.com';
const TARGET = { instanceId: INSTANCE_ID, contactFlowId: CONTACT_FLOW_ID };
const TOUCHPOINT: ClientRequest = { client: 'Touchpoint', headers: { 'Content-Type': 'application/json' }, body: { ...TARGET, ParticipantDetails: {} } };
const REACT_NATIVE: ClientRequest = { client: 'React Native sample', headers: { 'Content-Type': 'text/plain' }, body: { customerName: 'Jane' } };

interface Answer {
  readonly startChatResult: { readonly ContactId: string; readonly ParticipantToken: string };
  readonly persistentChat: { readonly outcome: string; readonly reasonCode?: string };
}

let app: ChatApp;
const apps: ChatApp[] = [];
const start = async (...options: Parameters<typeof startChatApp>) => {
  app = await startChatApp(...options);
  apps.push(app);
};
afterAll(() => Promise.all(apps.map((started) => started.close())));

/** What the client does when its customer opens the chat. */
async function open(client: ClientRequest, fetchOfPage: typeof fetch = fetch): Promise<Answer> {
  const response = await fetchOfPage(app.url, { method: 'POST', headers: client.headers, body: JSON.stringify(client.body) });
  return (await response.json() as { data: Answer }).data;
}

async function end({ startChatResult: { ContactId } }: Answer): Promise<void> {
  app.connect.contacts.end(ContactId);
  app.connect.clock.advance(60);
}

/** What ChatJS sends, by the same `fetch`. */
async function join({ startChatResult }: Answer, fetchOfPage: typeof fetch) {
  const call = async (path: string, token: string, body: object) => {
    const init = { method: 'POST', headers: { 'X-Amz-Bearer': token, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    return (await fetchOfPage(new Request(`${app.connect.endpoint}/participant/${path}`, init))).json() as Promise<{ ConnectionCredentials: { ConnectionToken: string } }>;
  };
  const { ConnectionCredentials: { ConnectionToken } } = await call('connection', startChatResult.ParticipantToken, { Type: ['CONNECTION_CREDENTIALS'] });
  return (text: string) => call('message', ConnectionToken, { ContentType: 'text/plain', Content: text });
}

describe('visitors, on the defaults', () => {
  let pageFetch: typeof fetch;
  let options: FetchEntry.ResumeHandleOptions;
  beforeAll(async () => start({ access: ChatAccess.anonymous() }));
  beforeEach(() => {
    options = { url: app.url, storage: new AsyncStorage() };
    pageFetch = withResumeHandles(options);
  });

  test.each([
    ['the chat interface', buildChatInterfaceRequest(TARGET)],
    ['Touchpoint', TOUCHPOINT],
    ['the React Native sample', REACT_NATIVE],
    ['the callback of the hosted widget', { ...TOUCHPOINT, headers: {} }],
  ])('%s comes back by the fetch that keeps resume handles', async (_, client) => {
    const first = await open(client, pageFetch);
    await end(first);
    const second = await open(client, withResumeHandles(options));
    expect(second).toMatchObject({ persistentChat: { outcome: 'REHYDRATED' }, startChatResult: { ContinuedFromContactId: first.startChatResult.ContactId } });
    await end(second);
    expect(await open(client, pageFetch)).toMatchObject({ startChatResult: { ContinuedFromContactId: second.startChatResult.ContactId } });
  });

  test('a client that sends the contact id which it has stored comes back by the handle of that chat', async () => {
    const first = await open(buildChatInterfaceRequest(TARGET), pageFetch);
    await end(first);
    const SourceContactId = first.startChatResult.ContactId;
    const persistentChat = { SourceContactId, RehydrationType: 'ENTIRE_PAST_SESSION' } as const;
    expect(await open(buildChatInterfaceRequest(TARGET, persistentChat), pageFetch)).toMatchObject({ persistentChat: { outcome: 'REHYDRATED' } });
    expect(await open(buildChatInterfaceRequest(TARGET, { ...persistentChat, SourceContactId: 'another-contact' }), pageFetch))
      .toMatchObject({ persistentChat: { reasonCode: 'HANDLE_INVALID' } });
  });

  test('a chat that was joined and left in silence does not take the place of the one before', async () => {
    const client = buildChatInterfaceRequest(TARGET);
    const first = await open(client, pageFetch);
    await (await join(first, pageFetch))('Where is my parcel?');
    app.connect.contacts.end(first.startChatResult.ContactId);
    const silent = await open(client, pageFetch);
    expect(silent.persistentChat.outcome).toBe('NOT_REHYDRATED');
    await join(silent, pageFetch);
    await end(silent);
    const third = await open(client, pageFetch);
    expect(third).toMatchObject({ startChatResult: { ContinuedFromContactId: first.startChatResult.ContactId } });
    await (await join(third, pageFetch))('It has not come.');
    await end(third);
    expect(await open(client, pageFetch)).toMatchObject({ startChatResult: { ContinuedFromContactId: third.startChatResult.ContactId } });
  });

  test('another customer does not come back to it', async () => {
    await end(await open(TOUCHPOINT, pageFetch));
    const other = withResumeHandles({ ...options, customer: 'ada' });
    expect(await open(TOUCHPOINT, other)).toMatchObject({ persistentChat: { outcome: 'NEW' } });
  });

  test.each<[string, RequestInit, string]>([
    ['another address', { method: 'POST', body: '{"a":1}' }, 'https://other.example.com/Prod/'],
    ['another method', { method: 'GET' }, 'URL'],
    ['a body that is no JSON', { method: 'POST', body: 'not JSON' }, 'URL'],
  ])('%s passes as it is', async (_, init, url) => {
    await end(await open(TOUCHPOINT, pageFetch));
    const passed: Request[] = [];
    const spy = withResumeHandles({
      ...options,
      fetch: async (input, given) => {
        passed.push(new Request(input, given));
        return new Response('{}');
      },
    });
    await spy(url === 'URL' ? app.url : url, init);
    expect([passed[0].method, await passed[0].text()]).toEqual([init.method, init.body ?? '']);
  });

  test('an app of React Native comes back by the client, with a storage of its own', async () => {
    const chat = createPersistentChat({ url: app.url, storage: options.storage });
    const first = await chat.start();
    await chat.said();
    app.connect.contacts.end(first.ok ? first.chatDetails.contactId : '');
    await chat.ended();
    app.connect.clock.advance(60);
    const second = await chat.start();
    expect(second.ok && second.data).toMatchObject({ startChatResult: { ContinuedFromContactId: first.ok && first.chatDetails.contactId } });
  });

  test.each([['Android', buildAndroidRequest], ['iOS', buildIosRequest]])('the %s sample does not: it sends the contact id, which starts a new chat', async (_, client) => {
    const first = await open(client(TARGET));
    await end(first);
    const again = client(TARGET, { SourceContactId: first.startChatResult.ContactId, RehydrationType: 'ENTIRE_PAST_SESSION' });
    expect(await open(again)).toMatchObject({ persistentChat: { outcome: 'NOT_REHYDRATED', reasonCode: 'HANDLE_INVALID' } });
  });
});

test.each([
  ['the chat interface', buildChatInterfaceRequest], ['Android', buildAndroidRequest], ['iOS', buildIosRequest],
])('with acceptSourceContactId %s comes back by the contact id', async (_, client) => {
  await start({ access: ChatAccess.anonymous({ acceptSourceContactId: true }) });
  const first = await open(client(TARGET));
  await end(first);
  const SourceContactId = first.startChatResult.ContactId;
  expect(await open(client(TARGET, { SourceContactId, RehydrationType: 'ENTIRE_PAST_SESSION' }))).toMatchObject({ persistentChat: { outcome: 'REHYDRATED' } });
});

describe('signed-in customers, with a session store', () => {
  beforeAll(async () => start((stack) => ({
    access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
  })));

  test.each([
    ['the chat interface', buildChatInterfaceRequest(TARGET)], ['Touchpoint', TOUCHPOINT], ['the React Native sample', REACT_NATIVE],
  ])('%s comes back by the token that the fetch adds', async (client, request) => {
    const token = app.issuer.signToken({ iss: ISSUER, sub: client, aud: 'chat' });
    const pageFetch = withResumeHandles({ url: app.url, customer: client, storage: new AsyncStorage(), headers: () => ({ Authorization: `Bearer ${token}` }) });
    const first = await open(request, pageFetch);
    expect(await open(request, pageFetch)).toMatchObject({ persistentChat: { outcome: 'RESUMED' }, startChatResult: first.startChatResult });
    await end(first);
    expect(await open(request, pageFetch)).toMatchObject({ startChatResult: { ContinuedFromContactId: first.startChatResult.ContactId } });
  });

  test.each([['Android', buildAndroidRequest], ['iOS', buildIosRequest]])('the %s sample comes back once it sends a token', async (client, build) => {
    const token = app.issuer.signToken({ iss: ISSUER, sub: client, aud: 'chat' });
    const request = build(TARGET);
    const signedIn = { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } };
    const first = await open(signedIn);
    expect(await open(signedIn)).toMatchObject({ persistentChat: { outcome: 'RESUMED' }, startChatResult: first.startChatResult });
  });
});
