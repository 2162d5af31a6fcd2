import { ChatApp, ORIGIN, startChatApp } from './chat-app';
import { expectError } from './expect-error';
import { ChatAccess } from '../../src';
import { SigningOptions, signedHeaders } from '../local/aws/rest-api/signed-request';

const SIX_MINUTES_MS = 6 * 60_000;
const BODY = '{"ClientToken": "key"}';

let app: ChatApp;
beforeAll(async () => { app = await startChatApp({ access: ChatAccess.iam() }); });
afterAll(() => app.close());

type Headers = Record<string, string>;

const signed = (options: Partial<SigningOptions> = {}, body = BODY): Promise<Headers> => signedHeaders(app.url, body, { ...app, ...options });
const send = (headers: Headers, body = BODY) => app.request({ headers: { ...headers, Origin: ORIGIN }, body });
const calls = () => app.logs.filter((line) => line.includes('functionRequestId')).length;

const bearer = (text: string) => async (): Promise<Headers> => ({ Authorization: text });

/** What must be refused, and the error that it gets. */
const REFUSED: [string, () => Promise<Headers>, string][] = [
  ['no signature', async () => ({}), 'MissingAuthentication'],
  ['a bearer token', bearer('Bearer a.b.c'), 'Unauthorized'],
  ['a JSON web token that says that it needs no signature', bearer(`Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`), 'Unauthorized'],
  ['half a signature', async () => ({ ...await signed(), authorization: (await signed()).authorization.replace(/Signature=.*/, '') }), 'Unauthorized'],
  ['an access key that is not known', () => signed({ credentials: { ...app.credentials, accessKeyId: 'AKIAOTHER' } }), 'AccessDenied'],
  ['another secret', () => signed({ credentials: { ...app.credentials, secretAccessKey: 'other' } }), 'Unauthorized'],
  ['a signature for another service', () => signed({ service: 'lambda' }), 'Unauthorized'],
  ['a signature for another Region', () => signed({ region: 'eu-west-1' }), 'Unauthorized'],
  ['a signature that has expired', () => signed({ signingDate: new Date(Date.now() - SIX_MINUTES_MS) }), 'Unauthorized'],
  ['a signature that is not valid yet', () => signed({ signingDate: new Date(Date.now() + SIX_MINUTES_MS) }), 'Unauthorized'],
  ['a signature whose time was changed', async () => ({ ...await signed(), 'x-amz-date': '20200101T000000Z' }), 'Unauthorized'],
  ['a signature of another algorithm', async () => ({ ...await signed(), authorization: (await signed()).authorization.replace('HMAC-SHA256', 'NONE') }), 'Unauthorized'],
  ['a signature for another body', () => signed({}, '{"ClientToken": "another"}'), 'Unauthorized'],
];

test.each(REFUSED)('a request with %s is refused, and the function is not called', async (_, headersOf, code) => {
  const before = calls();
  await expectError(await send(await headersOf()), 403, code);
  expect([calls() - before, app.connect.requests]).toEqual([0, []]);
});

test('a signed request is served as its caller, whose idempotency key gives the same chat again', async () => {
  const answers = await Promise.all([1, 2].map(async () => send(await signed())));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const [first, second] = app.connect.requests.map(({ body }) => JSON.parse(body));
  expect(second.ClientToken).toBe(first.ClientToken);
  expect([first.CustomerId, first.SegmentAttributes]).toEqual([undefined, undefined]);
});
