import { type Connect, playPastSession, startConnect } from '../connect-fixture';
import { type Answer, startCustomer, wording } from './participant-fixture';

let connect: Connect;

beforeEach(async () => {
  connect = await startConnect({ transcriptDelaySeconds: 0, participantRates: { GetTranscript: { requestsPerSecond: 1, burst: 100 } } });
});

afterEach(() => connect.simulator.close());

const words = ({ body }: Answer) => wording(body.Transcript!).map((line) => line.replace('CUSTOMER ', ''));
const JOINED = 'participant.joined';

async function customerWho(...says: string[]) {
  const customer = await startCustomer(connect);
  for (const text of says) {
    await customer.send(text);
    connect.simulator.clock.advance(1);
  }
  return customer;
}

describe('a chat without a past one', () => {
  test('gives the ten newest items, the newest first, when nothing is asked for', async () => {
    const { call, contactId } = await customerWho(...'abcdefghijk');
    const answer = await call('transcript');
    expect(words(answer)).toEqual([...'kjihgfedcb']);
    expect(answer.body).toMatchObject({ InitialContactId: contactId, NextToken: expect.any(String) });
    expect(answer.body.Transcript!.every((item) => item.ContactId === contactId && item.RelatedContactId === undefined)).toBe(true);
  });

  test('is paged backward to its beginning', async () => {
    const { call } = await customerWho('a', 'b', 'c', 'd');
    const query = { ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING', MaxResults: 2, StartPosition: {} };
    const pages = [await call('transcript', query)];
    while (pages.at(-1)!.body.NextToken) pages.push(await call('transcript', { ...query, NextToken: pages.at(-1)!.body.NextToken }));
    expect(pages.map(words)).toEqual([['c', 'd'], ['a', 'b'], [JOINED]]);
  });

  test('is paged forward from its beginning', async () => {
    const { call } = await customerWho('a', 'b', 'c');
    const query = { ScanDirection: 'FORWARD', SortOrder: 'ASCENDING', MaxResults: 3 };
    const first = await call('transcript', query);
    const second = await call('transcript', { ...query, NextToken: first.body.NextToken });
    expect([first, second].map(words)).toEqual([[JOINED, 'a', 'b'], ['c']]);
    expect(second.body.NextToken).toBeUndefined();
  });

  test('an item that arrives between two pages backward is on neither twice', async () => {
    const { call, send } = await customerWho('a', 'b', 'c');
    const first = await call('transcript', { MaxResults: 2 });
    await send('d');
    expect(words(await call('transcript', { MaxResults: 2, NextToken: first.body.NextToken }))).toEqual(['a', JOINED]);
  });

  test.each([
    ['FORWARD', ['b', 'c']],
    ['BACKWARD', [JOINED, 'a', 'b']],
  ])('starts %s at an item or its time, with that item, as assumed', async (ScanDirection, expected) => {
    const { call } = await customerWho('a', 'b', 'c');
    const { Id, AbsoluteTime } = (await call('transcript')).body.Transcript!.find(({ Content }) => Content === 'b') as never;
    for (const StartPosition of [{ Id }, { AbsoluteTime }]) {
      expect(words(await call('transcript', { ScanDirection, SortOrder: 'ASCENDING', StartPosition }))).toEqual(expected);
    }
  });

  test('starts forward by default from the most recent items that are asked for', async () => {
    const { call } = await customerWho('a', 'b', 'c');
    expect(words(await call('transcript', { SortOrder: 'ASCENDING', StartPosition: { MostRecent: 2 } }))).toEqual(['b', 'c']);
  });

  test('gives one contact of the chat when asked to', async () => {
    const { call, contactId } = await customerWho('first');
    const second = connect.simulator.contacts.transfer(contactId).contactId;
    connect.simulator.transcripts.say(second, { role: 'CUSTOMER', content: 'second' });
    expect(words(await call('transcript', { ContactId: contactId }))).toEqual(['first', JOINED]);
    expect(words(await call('transcript', { ContactId: second }))).toEqual(['second', 'SYSTEM transfer.succeeded']);
  });

  test.each([
    ['a token that it did not give', { NextToken: 'nonsense' }],
    ['two start positions', { StartPosition: { Id: 'a', MostRecent: 1 } }],
    ['more than 100 results', { MaxResults: 101 }],
    ['an unknown direction', { ScanDirection: 'SIDEWAYS' }],
  ])('refuses %s', async (_, query) => {
    const { call } = await startCustomer(connect);
    expect(await call('transcript', query)).toMatchObject({ status: 400, error: 'ValidationException' });
  });
});

describe('a persistent chat', () => {
  const BACKWARD = { ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING', MaxResults: 100 };

  async function comeBack(type: 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT', using = connect) {
    const past = await playPastSession(using);
    const SourceContactId = type === 'FROM_SEGMENT' ? past.c2 : past.c1;
    return { past, ...await startCustomer(using, { PersistentChat: { SourceContactId, RehydrationType: type } }) };
  }

  test('gives its own items first and past ones on the next page backward', async () => {
    const { call, contactId, past } = await comeBack('ENTIRE_PAST_SESSION');
    const first = await call('transcript', BACKWARD);
    expect(words(first)).toEqual([JOINED, 'SYSTEM chat.rehydrated']);
    expect(new Set(first.body.Transcript!.map((item) => item.ContactId))).toEqual(new Set([contactId]));

    const second = await call('transcript', { ...BACKWARD, NextToken: first.body.NextToken });
    const messages = second.body.Transcript!.filter(({ Type }) => Type === 'MESSAGE');
    expect(messages.map(({ Content, RelatedContactId, ContactId }) => [Content, RelatedContactId, ContactId])).toEqual([
      ['said in C1', past.c1, undefined], ['said in C2', past.c2, undefined], ['asked in C3', past.c3, undefined],
    ]);
    expect(second.body.NextToken).toBeUndefined();
  });

  test('hides the survey from a chat that continues C2', async () => {
    const { call } = await comeBack('FROM_SEGMENT');
    const { NextToken } = (await call('transcript', BACKWARD)).body;
    const items = (await call('transcript', { ...BACKWARD, NextToken })).body.Transcript!;
    expect(items.filter(({ Type }) => Type === 'MESSAGE').map(({ Content }) => Content)).toEqual(['said in C1', 'said in C2']);
  });

  test('has an empty first page with a token when there is nothing in it yet', async () => {
    const bare = await startConnect({ transcriptDelaySeconds: 0, assumptions: { openingEvents: false } });
    const { call } = await comeBack('ENTIRE_PAST_SESSION', bare);
    expect((await call('transcript', BACKWARD)).body).toMatchObject({ Transcript: [], NextToken: expect.any(String) });
    await bare.simulator.close();
  });

  test('past items are out of reach of a scan forward, a contact filter and a start position', async () => {
    const { call, past } = await comeBack('ENTIRE_PAST_SESSION');
    const { NextToken } = (await call('transcript', BACKWARD)).body;
    const pastItems = (await call('transcript', { ...BACKWARD, NextToken })).body.Transcript!;
    const nearBeginning = (await call('transcript', { ...BACKWARD, MaxResults: pastItems.length - 1, NextToken })).body.NextToken;
    const inVain = [{ ScanDirection: 'FORWARD', NextToken: nearBeginning }, { ContactId: past.c1 }, { StartPosition: { Id: pastItems[0].Id } }];
    for (const query of inVain) expect(words(await call('transcript', query))).toEqual([]);
    expect(words(await call('transcript', { ScanDirection: 'FORWARD' }))).toHaveLength(2);
  });

  test('does not take the token of another chat', async () => {
    const { NextToken } = (await (await comeBack('ENTIRE_PAST_SESSION')).call('transcript', BACKWARD)).body;
    const other = await comeBack('ENTIRE_PAST_SESSION');
    expect((await other.call('transcript', { ...BACKWARD, NextToken })).status).toBe(400);
  });
});
