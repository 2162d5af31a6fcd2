import fc from 'fast-check';
import { hiddenSources, sentHeaders, sourceBodies } from './attempts';
import { RehydrationFailure } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';

/** Over HTTP, through the local API to the shipped bundle: a sample of what the neighbouring test decides in its own process. */
const SAMPLE = 150;

let app: ChatApp;
beforeAll(async () => { app = await startChatApp({ rehydrationFailure: RehydrationFailure.RETURN_ERROR }); });
afterAll(() => app.close());

/** What fetch lets through: other headers would not leave this process. */
function sendable(sent: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(sent).filter(([name, value]) => name !== 'Host' && /^[!-~][ -~]*$/.test(value)));
}

test('made-up source contacts get a clean 403 or 400, and Connect hears nothing of them', async () => {
  const bodies = fc.sample(sourceBodies, { numRuns: SAMPLE, seed: 1 });
  const codes = new Set<string>();
  for (const body of bodies) {
    const response = await app.request({ body });
    const { data } = await response.json() as { data: { Error: { code: string } } };
    codes.add(`${response.status} ${data.Error.code}`);
  }
  expect([...codes].filter((code) => !['403 SourceContactNotAllowed', '400 InvalidRequest'].includes(code))).toEqual([]);
  expect(app.connect.requests).toEqual([]);
});

test('smuggled source contacts and headers start fresh chats at most', async () => {
  const attempts = fc.sample(fc.tuple(hiddenSources, sentHeaders.map(sendable)), { numRuns: SAMPLE, seed: 1 });
  const statuses = new Set<number>();
  for (const [body, sent] of attempts) statuses.add((await app.request({ body, headers: sent })).status);
  expect([...statuses].sort()).toEqual([200, 400]);
  expect(app.connect.requests.filter(({ body }) => /PersistentChat|RelatedContactId/.test(body))).toEqual([]);
});
