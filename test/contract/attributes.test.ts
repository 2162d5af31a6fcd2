import { ChatApp, startChatApp } from './chat-app';
import { ChatAccess, PersistentChatProps, UnknownAttributes } from '../../src';

const apps: ChatApp[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

/** What came back for attributes, and those that Connect heard. */
async function send(props: Partial<PersistentChatProps>, Attributes: unknown, headers: (app: ChatApp) => Record<string, string> = () => ({})) {
  const app = await startChatApp(props);
  apps.push(app);
  const response = await app.request({ headers: headers(app), body: JSON.stringify({ Attributes }) });
  const { data } = await response.json() as { data: { Error?: { message: string }; droppedAttributes?: string[] } };
  const [heard] = app.connect.requests.map((request) => JSON.parse(request.body) as { Attributes: object });
  return { status: response.status, message: data.Error?.message, dropped: data.droppedAttributes, attributes: heard?.Attributes, logs: app.logs.join('\n') };
}

describe('attributes whose keys begin with an allowed prefix', () => {
  const props = { allowedAttributePrefixes: ['connect_', 'form-'], allowedAttributes: ['orderId'] };

  test('are accepted beside those that are allowed by name', async () => {
    const { status, attributes, dropped } = await send(props, { 'connect_lang': 'de', 'form-1': '', 'orderId': '7' });
    expect([status, attributes, dropped]).toEqual([200, { 'customerName': 'Customer', 'connect_lang': 'de', 'form-1': '', 'orderId': '7' }, undefined]);
  });

  test.each([
    ['xconnect_', 'may not have the key "xconnect_"'], ['Connect_a', 'may not have the key "Connect_a"'], ['connect_a b', 'must have keys of letters'],
    ['orderId2', 'may not have the key "orderId2"'],
  ])('are the only others: %s is refused', async (key, message) => {
    expect(await send(props, { [key]: 'x' })).toMatchObject({ status: 400, message: expect.stringContaining(message), attributes: undefined });
  });
});

describe('attributes that a caller may not set', () => {
  const props = { unknownAttributes: UnknownAttributes.DROP, allowedAttributes: ['orderId'] };

  test('are left out and listed where the construct\'s user chose so, whatever their keys and values are', async () => {
    const { status, attributes, dropped, logs } = await send(props, { 'First name': 'Jane', 'orderId': '7', 'tier': 3, '__proto__x': null });
    expect([status, attributes, dropped]).toEqual([200, { customerName: 'Customer', orderId: '7' }, ['First name', 'tier']]);
    expect(logs).toContain('"droppedAttributes":2');
    expect(logs).not.toContain('First name');
  });

  test('are left out of attributes in a string, too', async () => {
    expect(await send(props, '{"constructor": "x", "customerName": "Jane"}')).toMatchObject({ status: 200, attributes: { customerName: 'Jane' }, dropped: ['constructor'] });
  });

  test('do not make other attributes\' values right', async () => {
    expect(await send(props, { orderId: 7 })).toMatchObject({ status: 400, message: 'Attributes.orderId must be a string.' });
  });

  test('are not listed when there are none', async () => {
    expect((await send(props, { orderId: '7' })).dropped).toBeUndefined();
  });

  test('include those that come from claims', async () => {
    const claims = { iss: 'https://login.example.com', aud: 'chat', sub: 'ada' };
    const access = ChatAccess.jwt({ issuer: claims.iss, audience: [claims.aud], attributeClaims: { tier: 'tier' } });
    const { attributes, dropped } = await send({ ...props, access }, { tier: 'gold' }, ({ issuer }) => ({ Authorization: `Bearer ${issuer.signToken(claims)}` }));
    expect([attributes, dropped]).toEqual([{ customerName: 'Customer' }, ['tier']]);
  });
});
