import { hostShippedFunction } from '../shipped-function';
import { ConnectStub, json } from '../start-chat/connect-stub';
import { ENVIRONMENT, proxyEvent } from '../start-chat/fixtures';

const TABLE_ARN = 'arn:aws:dynamodb:us-west-2:111122223333:table/Sessions';
const EVENTS: Record<string, unknown> = {
  'start-chat': proxyEvent({ authorizer: { claims: { iss: 'https://issuer.example.com', sub: 'ada' } } }),
  'record-contact-event': {
    detail: {
      eventType: 'DISCONNECTED', contactId: 'C2', initialContactId: 'C1', previousContactId: 'C1', initiationMethod: 'TRANSFER', initiationTimestamp: '2026-01-01T00:00:00Z',
    },
  },
  'forget-customer': { customerId: 'ada' },
};

const aws = new ConnectStub();
let endpoint: string;
beforeAll(async () => {
  endpoint = await aws.listen();
});
afterAll(async () => aws.close());

/** What the function, which runs in us-east-1, asks for first: the table that it names, and the Region that the request is signed for. */
async function firstRequest(name: string, SESSION_TABLE_NAME: string) {
  aws.willReply(json(200, {}));
  const host = hostShippedFunction(name, {
    ...ENVIRONMENT, CALLER_IDENTITY: 'COGNITO', SESSION_TABLE_NAME, SESSION_HISTORY_SECONDS: '1000', AWS_ENDPOINT_URL: endpoint,
  });
  await host.invoke(EVENTS[name]).finally(() => host.close());
  const [{ body, authorization }] = aws.attempts;
  return { table: body.TableName, region: authorization?.split('/')[2] };
}

describe.each(Object.keys(EVENTS))('%s', (name) => {
  test('calls a table that is given by its ARN in the ARN\'s Region', async () => {
    expect(await firstRequest(name, TABLE_ARN)).toEqual({ table: TABLE_ARN, region: 'us-west-2' });
  });

  test('calls a table that is given by its name in the function\'s Region', async () => {
    expect(await firstRequest(name, 'Sessions')).toEqual({ table: 'Sessions', region: 'us-east-1' });
  });
});
