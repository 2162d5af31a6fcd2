import { closeConnections, post } from './http-exchange';
import { GivenChat } from './victim';
import { ChatAccess } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';

/** A risk that remains: without a sign-in, only these values tell visitors apart. */
const VISITOR = { address: '127.0.0.1', browser: 'a browser', body: '{"customerName": "Ada"}', key: 'key' };

let app: ChatApp;
beforeAll(async () => { app = await startChatApp({ access: ChatAccess.anonymous() }); });
afterAll(async () => {
  closeConnections();
  await app.close();
});

async function givenChat({ address, browser, body, key }: typeof VISITOR): Promise<GivenChat> {
  const answer = await post(app.url, [['User-Agent', browser], ['Idempotency-Key', key]], Buffer.from(body), address);
  return JSON.parse(answer.body).data.startChatResult;
}

test('visitors with the same address, browser, body and idempotency key are given the same chat', async () => {
  const { ContactId, ParticipantToken } = await givenChat(VISITOR);
  expect(await givenChat({ ...VISITOR })).toMatchObject({ ContactId, ParticipantToken });
});

test.each([
  ['address', { address: '127.0.0.2' }],
  ['browser', { browser: 'another browser' }],
  ['body', { body: '{"customerName":"Ada"}' }],
  ['idempotency key', { key: 'Key' }],
])('visitors with another %s are not', async (_, other) => {
  const { ContactId } = await givenChat(VISITOR);
  expect((await givenChat({ ...VISITOR, ...other })).ContactId).not.toBe(ContactId);
});
