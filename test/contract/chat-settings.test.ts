import { ChatApp, startChatApp } from './chat-app';
import { ChatAccess, PersistentChatProps, ResponseMode } from '../../src';

const INTERACTIVE = ['application/vnd.amazonaws.connect.message.interactive', 'application/vnd.amazonaws.connect.message.interactive.response'];
const AUTHENTICATED = { 'connect:CustomerAuthentication': { ValueMap: { Status: { ValueString: 'AUTHENTICATED' } } } };
const ISSUER = 'https://login.example.com';

const apps: ChatApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

async function heard(props: Partial<PersistentChatProps>, body: object = {}, claims?: object) {
  const app = await startChatApp(props);
  apps.push(app);
  const headers: Record<string, string> = claims ? { Authorization: `Bearer ${app.issuer.signToken({ iss: ISSUER, aud: 'chat', sub: 'ada', ...claims })}` } : {};
  const response = await app.request({ headers, body: JSON.stringify(body) });
  const chat = JSON.parse(app.connect.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
  return { status: response.status, ...chat } as Record<string, unknown>;
}
const jwt = (options: object = {}) => ({ access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'], ...options }) });

describe('segment attributes', () => {
  const guide = { segmentAttributes: { 'connect:Subtype': 'connect:Guide', 'shop': 'north' } };

  test('are those of the construct\'s user, and a guide\'s chat has the content types that it needs', async () => {
    expect(await heard(guide)).toMatchObject({
      status: 200,
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Guide' }, 'shop': { ValueString: 'north' } },
      SupportedMessagingContentTypes: ['text/plain', ...INTERACTIVE],
    });
  });

  test('of a guide add to the content types that the client asks for', async () => {
    const { SupportedMessagingContentTypes } = await heard(guide, { SupportedMessagingContentTypes: ['text/markdown', INTERACTIVE[0]] });
    expect(SupportedMessagingContentTypes).toEqual(['text/markdown', INTERACTIVE[0], 'text/plain', INTERACTIVE[1]]);
  });

  test('of another kind add no content types, and stand beside who has signed in', async () => {
    const chat = await heard({ ...jwt(), segmentAttributes: { shop: 'north' } }, {}, {});
    expect(chat).toMatchObject({ SegmentAttributes: { shop: { ValueString: 'north' }, ...AUTHENTICATED } });
    expect(chat).not.toHaveProperty('SupportedMessagingContentTypes');
  });

  test('are not the caller\'s to set', async () => {
    expect((await heard(guide, { SegmentAttributes: {} })).status).toBe(400);
  });
});

test.each([[undefined, undefined], [ResponseMode.INCREMENTAL, { ResponseMode: 'INCREMENTAL' }], [ResponseMode.COMPLETE, { ResponseMode: 'COMPLETE' }]])(
  'the response mode %s is sent as %j, whatever the caller says', async (responseMode, sent) => {
    expect((await heard({ responseMode }, { ParticipantConfiguration: { ResponseMode: 'OTHER' } })).ParticipantConfiguration).toEqual(sent);
  },
);

describe('the name of a customer who has signed in', () => {
  const nameOf = async (claims: object, options: object = { displayNameClaim: 'name' }) => {
    const { ParticipantDetails, Attributes } = await heard(jwt(options), { customerName: 'Bank Supervisor' }, claims);
    return [ParticipantDetails, Attributes];
  };
  const named = (name: string) => [{ DisplayName: name }, { customerName: name }];

  test('is the claim\'s, not the one that the customer sends', async () => {
    expect(await nameOf({ name: 'Ada Lovelace' })).toEqual(named('Ada Lovelace'));
  });

  test.each([[undefined], [''], [{ name: 'Ada' }], [true], ['\u202e\n']])('is nobody\'s when the claim is %j', async (name) => {
    expect(await nameOf({ name })).toEqual(named('Customer'));
  });

  test('is cleaned and cut off as Connect needs it', async () => {
    expect(await nameOf({ name: `\u202e${'😀'.repeat(300)}` })).toEqual(named('😀'.repeat(256)));
  });

  test('is the customer\'s choice without a claim for it', async () => {
    expect(await nameOf({ name: 'Ada' }, {})).toEqual(named('Bank Supervisor'));
  });
});

test('a customer\'s id has the prefix, and so has one that is too long for Connect', async () => {
  expect((await heard(jwt({ customerIdPrefix: 'shop:' }), {}, {})).CustomerId).toBe('shop:ada');
  const { CustomerId } = await heard(jwt({ customerIdPrefix: 'shop:' }), {}, { sub: 'a'.repeat(124) });
  expect(CustomerId).toMatch(/^shop:sha256:[0-9a-f]{64}$/);
});
