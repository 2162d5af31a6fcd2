import { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { ChatApp, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { ChatAccess, RehydrationFailure, VisitorLimit } from '../../src';

const apps: ChatApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

async function chatApp(...options: Parameters<typeof startChatApp>): Promise<ChatApp> {
  const app = await startChatApp(...options);
  apps.push(app);
  return app;
}

interface Answer {
  readonly startChatResult: { readonly ContactId: string; readonly ContinuedFromContactId?: string };
  readonly persistentChat: { readonly outcome: string; readonly reason?: string; readonly resumeHandle?: string };
}

async function start(app: ChatApp, SourceContactId?: string): Promise<Answer> {
  const response = await app.request({ body: JSON.stringify({ PersistentChat: { SourceContactId } }) });
  expect(response.status).toBe(200);
  return (await response.json() as { data: Answer }).data;
}

async function pastChat(app: ChatApp) {
  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = await start(app);
  app.connect.contacts.end(ContactId);
  app.connect.clock.advance(60);
  return { ContactId, resumeHandle: resumeHandle! };
}

test('a visitor comes back with a handle of the user\'s own key, to functions in a VPC and an API without default endpoint', async () => {
  const app = await chatApp((stack) => ({
    access: ChatAccess.anonymous({ visitorLimit: VisitorLimit.none() }),
    resumeHandleKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-west-2:111122223333:key/one'),
    vpc: new ec2.Vpc(stack, 'Vpc'),
    tracing: true,
    logEncryptionKey: new kms.Key(stack, 'LogKey'),
    disableExecuteApiEndpoint: true,
  }));
  const { ContactId, resumeHandle } = await pastChat(app);
  expect((await start(app, resumeHandle)).startChatResult.ContinuedFromContactId).toBe(ContactId);
  expect(app.notSimulated).toEqual([]);
});

test('a visitor comes back with the handle of the answer, and gets a new one', async () => {
  const app = await chatApp();
  const { ContactId, resumeHandle } = await pastChat(app);
  const back = await start(app, resumeHandle);
  expect(back.startChatResult.ContinuedFromContactId).toBe(ContactId);
  expect(back.persistentChat).toEqual({ outcome: 'REHYDRATED', resumeHandle: expect.stringMatching(/^[\w-]{80,256}$/) });
  expect(back.persistentChat.resumeHandle).not.toBe(resumeHandle);
});

test('a plain contact id continues no past chat: the visitor gets a new one', async () => {
  const app = await chatApp();
  const { ContactId } = await pastChat(app);
  const { startChatResult, persistentChat } = await start(app, ContactId);
  expect(startChatResult.ContinuedFromContactId).toBeUndefined();
  expect(persistentChat).toMatchObject({ outcome: 'NOT_REHYDRATED', reason: expect.stringContaining('resume handle') });
  expect(app.connect.requests.map(({ body }) => JSON.parse(body).PersistentChat)).toEqual([undefined, undefined]);
});

test('a plain contact id is answered with 403 when rehydrationFailure is RETURN_ERROR', async () => {
  const app = await chatApp({ rehydrationFailure: RehydrationFailure.RETURN_ERROR });
  const { ContactId } = await pastChat(app);
  const calls = app.connect.requests.length;
  await expectError(await app.request({ body: JSON.stringify({ PersistentChat: { SourceContactId: ContactId } }) }), 403, 'SourceContactNotAllowed', null);
  expect(app.connect.requests).toHaveLength(calls);
});

test('another backend\'s handle continues no past chat', async () => {
  const [app, other] = [await chatApp(), await chatApp()];
  const { resumeHandle } = await pastChat(other);
  expect((await start(app, resumeHandle)).persistentChat.outcome).toBe('NOT_REHYDRATED');
});

test('a plain contact id works where it is accepted, and so does a handle', async () => {
  const app = await chatApp({ access: ChatAccess.anonymous({ acceptSourceContactId: true }) });
  const { ContactId, resumeHandle } = await pastChat(app);
  for (const source of [ContactId, resumeHandle]) expect((await start(app, source)).startChatResult.ContinuedFromContactId).toBe(ContactId);
});

test('neither handles nor contact ids in their place are logged', async () => {
  const app = await chatApp();
  const { ContactId, resumeHandle } = await pastChat(app);
  await start(app, resumeHandle);
  expect(app.logs.join()).not.toContain(resumeHandle);
  const before = app.logs.length;
  await start(app, ContactId);
  expect(app.logs.slice(before).join()).toContain('NOT_REHYDRATED');
  expect(app.logs.slice(before).join()).not.toContain(ContactId);
});

test('the local app reports that it does not simulate the web ACL', async () => {
  const app = await chatApp();
  expect(app.notSimulated).toEqual([expect.stringMatching(/WebAcl\w* \(AWS::WAFv2::WebACL\)/), expect.stringMatching(/\(AWS::WAFv2::WebACLAssociation\)/)]);
});
