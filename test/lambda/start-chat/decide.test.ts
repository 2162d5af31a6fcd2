import { CONTACT_ID, FLOW_ID, INSTANCE_ARN, INSTANCE_ID, OTHER_FLOW_ID, SETTINGS, proxyEvent } from './fixtures';
import { decide } from '../../../lambda/start-chat/decide';
import { OpenedHandle } from '../../../lambda/start-chat/handles/resume-handles';
import { Caller } from '../../../lambda/start-chat/request/caller';
import { parse } from '../../../lambda/start-chat/request/parse';
import { Settings } from '../../../lambda/start-chat/settings';

const CALLER: Caller = { kind: 'identified', issuer: 'issuer', subject: 'subject' };
const decided = (body: unknown, settings: Partial<Settings> = {}) => decide(parse(proxyEvent({ body })), CALLER, { ...SETTINGS, ...settings });
const refusal = (code: string, message?: string) => expect.objectContaining(message === undefined ? { code } : { code, message });

test('an empty request starts the configured chat and nothing else', () => {
  expect(decided({})).toEqual({
    chat: {
      InstanceId: INSTANCE_ID,
      ContactFlowId: FLOW_ID,
      ParticipantDetails: { DisplayName: 'Customer' },
      Attributes: { customerName: 'Customer' },
    },
    rehydrationType: 'ENTIRE_PAST_SESSION',
  });
});

test('keys that the contract does not know never reach Connect', () => {
  const { chat } = decided({ DisconnectOnCustomerExit: ['AGENT'], ParticipantConfiguration: {}, Username: 'ada', ParticipantDetails: { Role: 'AGENT' } });
  expect(chat).toEqual(decided({}).chat);
});

describe('the instance', () => {
  test.each(['InstanceId', 'ConnectInstanceId'])('may be named by %s as id or ARN, or left empty', (key) => {
    for (const named of [INSTANCE_ID, INSTANCE_ARN, '', null]) expect(decided({ [key]: named }).chat.InstanceId).toBe(INSTANCE_ID);
  });

  test.each([
    ['another id', '99999999-9999-9999-9999-999999999999'],
    ['a longer ARN', `${INSTANCE_ARN}x`],
    ['an ARN of another Region', INSTANCE_ARN.replace('eu-central-1', 'us-east-1')],
    ['a space', ' '],
    ['a number', 0],
    ['a boolean', false],
    ['an object', {}],
    ['an array', [INSTANCE_ID]],
  ])('may not be %s', (_, instance) => {
    for (const key of ['InstanceId', 'ConnectInstanceId']) expect(() => decided({ [key]: instance })).toThrow(refusal('InstanceNotAllowed'));
  });

  test('is refused when one of two names is another', () => {
    expect(() => decided({ InstanceId: INSTANCE_ID, ConnectInstanceId: 'other' })).toThrow(refusal('InstanceNotAllowed'));
  });
});

describe('the contact flow', () => {
  test.each([
    ['left out', undefined, FLOW_ID],
    ['asked for as null', null, FLOW_ID],
    ['asked for as an empty string', '', FLOW_ID],
    ['asked for by the first id', FLOW_ID, FLOW_ID],
    ['asked for by another id', OTHER_FLOW_ID, OTHER_FLOW_ID],
    ['asked for by an ARN', `${INSTANCE_ARN}/contact-flow/${OTHER_FLOW_ID}`, OTHER_FLOW_ID],
  ])('%s goes to Connect as the bare id', (_, asked, id) => {
    expect(decided({ ContactFlowId: asked }).chat.ContactFlowId).toBe(id);
  });

  test.each([
    ['an id that is not listed', '99999999-9999-9999-9999-999999999999'],
    ['two ids', `${FLOW_ID},${OTHER_FLOW_ID}`],
    ['half an ARN', `x/contact-flow/${FLOW_ID}`],
    ['a part of an id', FLOW_ID.slice(1)],
    ['a space', ' '],
    ['a number', 0],
    ['an object', {}],
    ['an array', [FLOW_ID]],
    ['an ARN of another instance', `${INSTANCE_ARN.replace(INSTANCE_ID, OTHER_FLOW_ID)}/contact-flow/${FLOW_ID}`],
  ])('may not be %s', (_, asked) => {
    expect(() => decided({ ContactFlowId: asked })).toThrow(refusal('ContactFlowNotAllowed'));
  });
});

describe('attributes', () => {
  test('are granted when they are allowed, and the display name is always the server\'s', () => {
    const { chat } = decided({ Attributes: { orderId: '7', customerName: 'forged' }, ParticipantDetails: { DisplayName: 'Ada' } });
    expect(chat.Attributes).toEqual({ orderId: '7', customerName: 'Ada' });
  });

  test.each(['other', 'ORDERID', 'CustomerName', 'constructor', 'toString', '__proto__'])('with the key %s are refused by name, with what would allow it', (key) => {
    expect(() => decided(`{"Attributes": {"orderId": "7", "${key}": "x"}}`)).toThrow(
      refusal('InvalidRequest', `Attributes may not have the key "${key}". Add it to allowedAttributes of PersistentChat to allow it.`),
    );
  });

  test.each(['', 'a b', 'a.b', 'ключ', 'a\n'])('with the key %j are refused without quoting it', (key) => {
    expect(() => decided({ Attributes: { [key]: 'x' } })).toThrow(
      refusal('InvalidRequest', 'Attributes must have keys of letters A to Z and a to z, digits, - and _ only.'),
    );
  });

  test.each([1, {}, ['x'], false, '\udc00'])('with the value %j are refused', (value) => {
    for (const key of ['orderId', 'customerName']) {
      const body = { ParticipantDetails: { DisplayName: 'Ada' }, Attributes: { [key]: value } };
      expect(() => decided(body)).toThrow(refusal('InvalidRequest', expect.stringMatching(`^Attributes.${key} must be `)));
    }
  });

  test('may have 32,768 bytes, the server\'s own included', () => {
    const server = 'customerName'.length + Buffer.byteLength('Zoë');
    const ofBytes = (bytes: number) => ({ ParticipantDetails: { DisplayName: 'Zoë' }, Attributes: { tier: 'x'.repeat(bytes - server - 'tier'.length) } });
    expect(decided(ofBytes(32_768)).chat.Attributes?.tier).toBeDefined();
    expect(() => decided(ofBytes(32_769))).toThrow(refusal('InvalidRequest', expect.stringMatching(/^Attributes must have at most 32768 bytes/)));
  });
});

describe('the chat duration', () => {
  test.each([
    [undefined, 10_080, undefined],
    [undefined, 1500, undefined],
    [undefined, 1499, 1499],
    [120, 120, 120],
    [1500, 10_080, 1500],
  ])('asked for as %s under a maximum of %i is sent as %s', (asked, max, sent) => {
    expect(decided({ ChatDurationInMinutes: asked }, { maxChatDurationMinutes: max }).chat.ChatDurationInMinutes).toBe(sent);
  });

  test('may not be above the configured maximum', () => {
    expect(() => decided({ ChatDurationInMinutes: 121 }, { maxChatDurationMinutes: 120 })).toThrow(refusal('InvalidRequest', 'ChatDurationInMinutes must be at most 120.'));
  });
});

test.each([
  [true, ['AGENT']],
  [false, undefined],
])('customers who leave first disconnect the agent: %s', (disconnectAgentOnCustomerExit, sent) => {
  expect(decided({}, { disconnectAgentOnCustomerExit }).chat.DisconnectOnCustomerExit).toEqual(sent);
});

describe('the source contact', () => {
  test.each([
    [undefined, 'ENTIRE_PAST_SESSION', 'ENTIRE_PAST_SESSION'],
    [undefined, 'FROM_SEGMENT', 'FROM_SEGMENT'],
    ['FROM_SEGMENT', 'ENTIRE_PAST_SESSION', 'FROM_SEGMENT'],
  ] as const)('with type %s under a default of %s is continued as %s', (RehydrationType, defaultRehydrationType, type) => {
    const plan = decided({ PersistentChat: { SourceContactId: CONTACT_ID, RehydrationType } }, { defaultRehydrationType });
    expect(plan).toMatchObject({ sourceContactId: CONTACT_ID, rehydrationType: type });
  });

  test.each(['named-contact', `${CONTACT_ID}x`, `{${CONTACT_ID}}`, `arn:aws:connect:::contact/${CONTACT_ID}`])('that cannot be a contact id is not sent: %s', (SourceContactId) => {
    const plan = decided({ PersistentChat: { SourceContactId } });
    expect([plan.sourceContactId, plan.sourceRefused]).toEqual([undefined, 'SOURCE_REFUSED']);
    expect(() => decided({ PersistentChat: { SourceContactId } }, { rehydrationFailure: 'RETURN_ERROR' })).toThrow(refusal('SourceContactRefused'));
  });

  test('that is absent makes a new chat, whatever the type', () => {
    expect(decided({ PersistentChat: { RehydrationType: 'FROM_SEGMENT' } }).sourceContactId).toBeUndefined();
  });
});

describe.each<[string, Caller]>([
  ['an anonymous visitor', { kind: 'anonymous', sourceIp: '192.0.2.1', userAgent: 'agent' }],
  ['a signed-in customer', CALLER],
])('the source contact of %s', (_, caller) => {
  const asked = (handle: OpenedHandle, settings: Partial<Settings> = {}, RehydrationType?: string) => decide(
    parse(proxyEvent({ body: { PersistentChat: { SourceContactId: CONTACT_ID, RehydrationType } } })),
    caller, { ...SETTINGS, acceptSourceContactId: false, ...settings }, handle,
  );
  const VALID: OpenedHandle = { state: 'VALID', contactId: 'named-contact' };
  const INVALID: OpenedHandle = { state: 'INVALID' };
  const UNAVAILABLE: OpenedHandle = { state: 'UNAVAILABLE', errorName: 'TimeoutError' };

  test('is the one that the resume handle names, continued as the caller or the construct\'s user says', () => {
    expect(asked(VALID)).toMatchObject({ sourceContactId: 'named-contact', rehydrationType: 'ENTIRE_PAST_SESSION' });
    for (const { rehydrationType } of [asked(VALID, {}, 'FROM_SEGMENT'), asked(VALID, { defaultRehydrationType: 'FROM_SEGMENT' })]) {
      expect(rehydrationType).toBe('FROM_SEGMENT');
    }
  });

  test('is not taken at the caller\'s word: the chat is a fresh one that says why', () => {
    const { sourceContactId, sourceRefused } = asked(INVALID);
    expect([sourceContactId, sourceRefused]).toEqual([undefined, 'HANDLE_INVALID']);
  });

  test('is another matter when the handle could not be read: the caller is told to keep it, whatever else would be taken', () => {
    for (const acceptSourceContactId of [true, false]) {
      const { sourceContactId, sourceRefused } = asked(UNAVAILABLE, { acceptSourceContactId });
      expect([sourceContactId, sourceRefused]).toEqual([undefined, 'HANDLE_UNAVAILABLE']);
    }
  });

  test.each([[INVALID, 'SourceContactNotAllowed'], [UNAVAILABLE, 'ResumeHandlesUnavailable']])('is refused where failures are to be errors: %j', (handle, code) => {
    expect(() => asked(handle, { rehydrationFailure: 'RETURN_ERROR' })).toThrow(refusal(code));
  });

  test('is taken at the caller\'s word when the construct\'s user says so', () => {
    expect(asked(INVALID, { acceptSourceContactId: true }).sourceContactId).toBe(CONTACT_ID);
  });
});

test('with a session store there is no client token, since the lease of each start has one', () => {
  const plan = (settings: Partial<Settings>) => decide(
    parse(proxyEvent({ headers: { 'Idempotency-Key': 'key' } })), CALLER, { ...SETTINGS, ...settings },
  );
  expect(plan({}).clientToken).toMatch(/^[0-9a-f]{64}$/);
  expect(plan({ sessionTable: { tableName: 'Sessions', historySeconds: 1000 } }).clientToken).toBeUndefined();
});
