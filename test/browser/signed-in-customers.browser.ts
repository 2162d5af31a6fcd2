import { type Browser, openBrowser, quitChromium } from './open-page';
import { type SignedInApp, startSignedInApp } from './signed-in-app';
import { SignedInPage } from './signed-in-page';

const JANE = { sub: 'jane', email: 'jane@example.com' };
const LONG_AGO = '1';
const TRANSCRIPT_SECONDS = 60;
const OTHER_POOL = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_OtherPool';

afterAll(quitChromium);

describe.each([
  ['cognito', 'another user pool', { iss: OTHER_POOL }],
  ['jwt', 'another audience', { aud: 'https://other.example.com' }],
] as const)('examples/%s', (example, elsewhere, claimsOfElsewhere) => {
  let app: SignedInApp;
  let browser: Browser;
  let page: SignedInPage;

  beforeAll(async () => {
    app = await startSignedInApp(example);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    browser = await openBrowser();
    page = await SignedInPage.open(browser, app);
  });
  afterEach(async () => browser.close());

  test('a customer gets a token, starts a chat as herself and talks with an agent', async () => {
    const { body: { data: { startChatResult: chat } } } = await page.startChat(await page.token(JANE));
    expect(JSON.parse(app.simulator.requests.at(-1)!.body)).toMatchObject({ CustomerId: 'jane', Attributes: { email: 'jane@example.com' } });

    await page.say('Where is my parcel?', chat!);
    app.simulator.contacts.accept(chat!.ContactId);
    app.simulator.transcripts.say(chat!.ContactId, { role: 'AGENT', content: 'It arrives tomorrow.' });
    await page.conversation.getByText('It arrives tomorrow.').waitFor();
    const { current } = app.simulator.transcripts.listItems(chat!.ContactId);
    expect(current.flatMap(({ Content }) => Content ?? [])).toEqual(['Where is my parcel?', 'It arrives tomorrow.']);
    expect([...browser.watched.hosts]).toEqual(['127.0.0.1']);
    expect(browser.watched.consoleErrors).toEqual([]);
  });

  test('she comes back by the resume handle, another customer does not, and neither does by the contact id', async () => {
    const [jane, john] = [await page.token(JANE), await page.token({ sub: 'john' })];
    const { startChatResult: first, persistentChat: { resumeHandle } = {} } = (await page.startChat(jane)).body.data;
    await page.say('Where is my parcel?', first!);
    app.simulator.contacts.end(first!.ContactId);
    app.simulator.clock.advance(TRANSCRIPT_SECONDS);

    const outcome = async (token: string, source?: string) => (await page.startChat(token, source)).body.data.persistentChat?.outcome;
    expect(await outcome(john, resumeHandle)).toBe('NOT_REHYDRATED');
    expect(await outcome(jane, first!.ContactId)).toBe('NOT_REHYDRATED');
    expect(await outcome(jane, resumeHandle)).toBe('REHYDRATED');
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['without a token', async () => undefined],
    ['with an expired token', () => page.token({ ...JANE, exp: LONG_AGO })],
    [`with a token for ${elsewhere}`, () => page.token({ ...JANE, ...claimsOfElsewhere })],
  ])('a page %s can read that it is refused, and Connect hears nothing', async (_what, token) => {
    const heard = app.simulator.requests.length;
    expect(await page.startChat(await token())).toMatchObject({ status: 401, body: { data: { Error: { code: 'Unauthorized' } } } });
    expect(app.simulator.requests).toHaveLength(heard);
  });

  test('a page of another origin gets no token and no chat', async () => {
    const heard = app.simulator.requests.length;
    const token = await page.token(JANE);
    const otherPage = await SignedInPage.open(browser, app, app.pageUrl.replace('127.0.0.1', 'localhost'));
    await expect(otherPage.token(JANE)).rejects.toThrow('Failed to fetch');
    await expect(otherPage.startChat(token)).rejects.toThrow('Failed to fetch');
    expect(app.simulator.requests).toHaveLength(heard);
  });
});
