import { Stack } from 'aws-cdk-lib';
import { ChatApp, startChatApp } from './chat-app';
import { connectAsIamCaller } from '../../local/demo/start-chat-api';
import { ChatAccess, ChatSessionStore } from '../../src';
import { INSTANCE_ARN } from '../fixtures';

let app: ChatApp;

beforeAll(async () => {
  app = await startChatApp((stack: Stack) => ({
    access: ChatAccess.iam(),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
  }));
});
afterAll(async () => app.close());

async function ask(body: object) {
  const answer = await connectAsIamCaller(app).startChat({ client: 'backend', headers: {}, body } as never);
  return { status: answer.status, outcome: answer.body.data?.persistentChat?.outcome, contactId: answer.body.data?.startChatResult?.ContactId };
}

test('a trusted backend says which customer a chat is for', async () => {
  const first = await ask({ CustomerId: 'ada' });
  expect(await ask({ CustomerId: 'ada' })).toEqual({ status: 200, outcome: 'RESUMED', contactId: first.contactId });
  expect((await ask({ CustomerId: 'ben' })).outcome).toBe('NEW');
});

test.each([
  ['without a customer', {}],
  ['with an empty CustomerId', { CustomerId: '' }],
  ['with a number as CustomerId', { CustomerId: 7 }],
  ['with null as CustomerId', { CustomerId: null }],
  ['with a CustomerId of 129 characters', { CustomerId: 'x'.repeat(129) }],
])('a request %s is refused', async (_, body) => {
  expect((await ask(body)).status).toBe(400);
});
