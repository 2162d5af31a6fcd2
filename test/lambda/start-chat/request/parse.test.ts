import { StartChatFailure } from '../../../../lambda/start-chat/contract/failure';
import { parse } from '../../../../lambda/start-chat/request/parse';
import { proxyEvent } from '../fixtures';

const INTERACTIVE_RESPONSE = 'application/vnd.amazonaws.connect.message.interactive.response';
const parsed = (body: unknown, headers?: Record<string, string>) => parse(proxyEvent({ body, headers }));

function failureOf(body: unknown, headers?: Record<string, string>) {
  try {
    parsed(body, headers);
  } catch (error) {
    if (error instanceof StartChatFailure) return { code: error.code, key: error.key, message: error.message };
    throw error;
  }
  return undefined;
}

const display = (DisplayName: unknown) => ({ ParticipantDetails: { DisplayName } });
const message = (ContentType: unknown, Content: unknown) => ({ InitialMessage: { ContentType, Content } });
const characters = (count: number) => '😀'.repeat(count);

describe('the body', () => {
  test.each([
    ['nothing', ''], ['null', 'null'], ['an array', '[]'], ['a string', '"text"'], ['a number', '1'], ['cut off', '{'], ['two objects', '{} {}'],
    ['60,000 brackets', '['.repeat(60_000)],
  ])('that is %s instead of one JSON object is refused', (_, body) => {
    expect(failureOf(body)).toEqual({ code: 'InvalidRequest', key: 'body', message: 'body must be one JSON object.' });
  });

  test('that is missing is refused', () => {
    expect(() => parse({ ...proxyEvent(), body: null })).toThrow('body must be one JSON object.');
  });

  test('may come in base64', () => {
    expect(parse(proxyEvent({ body: display('Zoë'), base64: true })).displayName).toBe('Zoë');
  });

  test('in base64 that is not UTF-8 is refused', () => {
    expect(() => parse({ ...proxyEvent(), body: Buffer.from('{"customerName":"\xff"}', 'latin1').toString('base64'), isBase64Encoded: true }))
      .toThrow('body must be one JSON object.');
  });

  test.each([true, false])('may have 64 KiB and not one byte more, before it is parsed (base64: %s)', (base64) => {
    const ofBytes = (bytes: number) => proxyEvent({ body: `{${' '.repeat(bytes - 2)}}`, base64 });
    expect(parse(ofBytes(65_536)).displayName).toBe('Customer');
    expect(() => parse(ofBytes(65_537))).toThrow(expect.objectContaining({ code: 'RequestTooLarge' }));
    expect(() => parse(proxyEvent({ body: 'é'.repeat(32_769), base64 }))).toThrow(expect.objectContaining({ code: 'RequestTooLarge' }));
  });

  test.each([['[', ']'], ['{"a":', '}']])('may be 8 levels deep and no deeper, in %s', (open, close) => {
    const nested = (levels: number) => `{"a":${open.repeat(levels - 1)}1${close.repeat(levels - 1)}}`;
    expect(parsed(nested(8)).displayName).toBe('Customer');
    for (const levels of [9, 8000]) expect(failureOf(nested(levels))?.message).toBe('body must be at most 8 levels deep.');
  });

  test('is read by its own keys only', () => {
    expect(parsed('{"__proto__": {"ContactFlowId": "forged"}, "constructor": 1}').contactFlow).toBeUndefined();
  });

  test('with a key twice counts the last one, as JSON.parse does', () => {
    expect(parsed('{"customerName": "first", "customerName": "last"}').displayName).toBe('last');
  });
});

describe.each([null, ''])('%j', (nothing) => {
  test.each([
    'InstanceId', 'ConnectInstanceId', 'ContactFlowId', 'ParticipantDetails', 'Attributes', 'InitialMessage', 'SupportedMessagingContentTypes',
    'ChatDurationInMinutes', 'PersistentChat', 'ClientToken', 'CustomerId', 'SegmentAttributes', 'RelatedContactId', 'customerName',
  ])('counts as absent for %s', (key) => {
    const { body: _, ...request } = parsed({ [key]: nothing });
    const { body: __, instances, contactFlow, ...empty } = parsed({});
    expect(request).toMatchObject(empty);
  });
});

describe('the display name', () => {
  test.each([
    ['that is missing', {}, 'Customer'],
    ['that is missing in its object', { ParticipantDetails: {} }, 'Customer'],
    ['of the older key, with spaces', { customerName: ' Ada ' }, 'Ada'],
    ['of spaces, beside the older key', { customerName: 'Ada', ...display('  ') }, 'Ada'],
    ['of both keys', { customerName: 'Ada', ...display('Grace') }, 'Grace'],
    ['with spaces', display('  Grace  '), 'Grace'],
    ['of 256 characters', display(characters(256)), characters(256)],
    ['of 256 characters and one that is removed', display(`${characters(256)}\n`), characters(256)],
  ])('%s is read', (_, body, name) => {
    expect(parsed(body).displayName).toBe(name);
  });

  test.each([
    ['that is a number', 7], ['that is a boolean', true], ['that is an object', {}], ['that is an array', ['Ada']],
    ['of 257 characters', characters(257)], ['with half a character', '\ud800'],
  ])('%s is refused', (_, name) => {
    expect(failureOf(display(name))).toMatchObject({ code: 'InvalidRequest', key: 'ParticipantDetails' });
    expect(failureOf({ customerName: name })).toMatchObject({ code: 'InvalidRequest', key: 'customerName' });
  });

  test.each(['Ada', [], 1])('needs an object around it, not %j', (details) => {
    expect(failureOf({ ParticipantDetails: details })?.message).toBe('ParticipantDetails must be an object.');
  });
});

describe('attributes', () => {
  test('keep keys and values as sent', () => {
    expect([...parsed('{"Attributes": {"a-B_9": "", "__proto__": "x", "constructor": "y"}}').attributes])
      .toEqual([['a-B_9', ''], ['__proto__', 'x'], ['constructor', 'y']]);
  });

  test.each(['1', [], 1])('that are %j are refused', (attributes) => {
    expect(failureOf({ Attributes: attributes })?.message).toBe('Attributes must be an object.');
  });
});

describe('the initial message', () => {
  test.each([
    ['text/plain', 1024],
    ['text/markdown', 1024],
    ['application/json', 12_000],
    [INTERACTIVE_RESPONSE, 12_288],
  ])('of type %s may have %i characters', (type, max) => {
    expect(parsed(message(type, characters(max))).initialMessage).toEqual({ ContentType: type, Content: characters(max) });
    expect(failureOf(message(type, characters(max + 1)))?.message).toBe(`InitialMessage.Content must have 1 to ${max} characters.`);
  });

  test.each([
    ['hello'], [[]], [{ Content: 'hello' }], [{ ContentType: '', Content: 'hello' }], [{ ContentType: 'text/html', Content: 'x' }],
    [{ ContentType: 'text/plain', Content: 1 }], [{ ContentType: 'constructor', Content: 'x' }],
  ])('%j is refused', (initialMessage) => {
    expect(failureOf({ InitialMessage: initialMessage })).toMatchObject({ code: 'InvalidRequest', key: 'InitialMessage' });
  });
});

describe('supported content types', () => {
  test.each([
    ['in an array, with spaces', ['text/markdown', ' text/plain '], ['text/markdown', 'text/plain']],
    ['in one string', 'text/plain, text/markdown', ['text/plain', 'text/markdown']],
    ['named twice', ['text/markdown', 'text/markdown'], ['text/markdown', 'text/plain']],
    ['without plain text', 'application/json', ['application/json', 'text/plain']],
    ['of interactive messages', ['application/vnd.amazonaws.connect.message.interactive', INTERACTIVE_RESPONSE],
      ['application/vnd.amazonaws.connect.message.interactive', INTERACTIVE_RESPONSE, 'text/plain']],
    ['in an empty array', [], undefined],
    ['in an empty string', '', undefined],
    ['in a string of spaces', ' ', undefined],
    ['beside nulls and empty ones', [null, 'text/markdown', ' '], ['text/markdown', 'text/plain']],
    ['before a comma', 'text/markdown,', ['text/markdown', 'text/plain']],
    ['in an array of nothing', [null, ''], undefined],
  ])('%s are read', (_, sent, read) => {
    expect(parsed({ SupportedMessagingContentTypes: sent }).contentTypes).toEqual(read);
  });

  test.each([['text/html'], [['text/plain', 'text/html']], [[1]], [{}], [7]])('%j are refused', (sent) => {
    expect(failureOf({ SupportedMessagingContentTypes: sent })).toMatchObject({ code: 'InvalidRequest', key: 'SupportedMessagingContentTypes' });
  });
});

describe('the chat duration', () => {
  test.each([60, 1500, 10_080])('may be %i', (minutes) => {
    expect(parsed({ ChatDurationInMinutes: minutes }).chatDurationMinutes).toBe(minutes);
  });

  test.each(['59', '10081', '60.5', '-60', '1e999', '"60"', '[60]', 'true', '{}'])('may not be %s', (minutes) => {
    expect(failureOf(`{"ChatDurationInMinutes": ${minutes}}`)?.message).toBe('ChatDurationInMinutes must be a whole number from 60 to 10080.');
  });
});

describe('persistent chat', () => {
  test.each([
    ['that is empty', {}, undefined, undefined],
    ['with an empty source', { SourceContactId: '', RehydrationType: 'FROM_SEGMENT' }, undefined, 'FROM_SEGMENT'],
    ['of nulls', { SourceContactId: null, RehydrationType: null }, undefined, undefined],
    ['with a source of 256 characters', { SourceContactId: characters(256) }, characters(256), undefined],
    ['with source and type', { SourceContactId: 'c', RehydrationType: 'ENTIRE_PAST_SESSION' }, 'c', 'ENTIRE_PAST_SESSION'],
  ])('%s is read', (_, persistentChat, sourceContactId, rehydrationType) => {
    expect(parsed({ PersistentChat: persistentChat })).toMatchObject({ sourceContactId, rehydrationType });
  });

  test.each([
    ['that is a string', 'c'],
    ['that is an array', []],
    ['whose source is a number', { SourceContactId: 1 }],
    ['whose source has 257 characters', { SourceContactId: characters(257) }],
    ['whose source is an object', { SourceContactId: {} }],
    ['whose type is in lower case', { RehydrationType: 'entire_past_session' }],
    ['whose type is in an array', { RehydrationType: ['FROM_SEGMENT'] }],
  ])('%s is refused', (_, persistentChat) => {
    expect(failureOf({ PersistentChat: persistentChat })).toMatchObject({ code: 'InvalidRequest', key: 'PersistentChat' });
  });
});

describe('the idempotency key', () => {
  test('of the header wins over the body, whatever the case of its name', () => {
    expect(parsed({ ClientToken: 'body' }, { 'iDEMPOTENCY-kEY': 'header' }).idempotencyKey).toBe('header');
    expect(parsed({ ClientToken: 'body' }).idempotencyKey).toBe('body');
  });

  test('may have 255 characters', () => {
    expect(parsed({ ClientToken: 'k'.repeat(255) }).idempotencyKey).toHaveLength(255);
  });

  test.each([
    ['of 256 characters', 'k'.repeat(256)], ['of two lines', 'a\nb'], ['with a NUL', 'a\u0000'], ['with a line separator', '\u2028'],
    ['with half a character', '\ud800'], ['that is a number', 7], ['that is an object', {}],
  ])('%s is refused', (_, key) => {
    expect(failureOf({ ClientToken: key })).toMatchObject({ code: 'InvalidRequest', key: 'ClientToken' });
  });

  test('of the body counts when the header is empty', () => {
    expect(parsed({ ClientToken: 'body' }, { 'Idempotency-Key': '' }).idempotencyKey).toBe('body');
  });
});

test.each(['CustomerId', 'SegmentAttributes', 'RelatedContactId'])('%s is refused, whatever it is', (key) => {
  for (const value of ['x', {}, 0, false]) {
    expect(failureOf({ [key]: value })?.message).toBe(`${key} is set by the server and must not be sent.`);
  }
});
