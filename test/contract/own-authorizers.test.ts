import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LocalApp, startLocalApp } from '../../local/app/local-app';
import { LocalTables } from '../../local/aws/dynamodb/local-tables';
import { ConnectSimulator } from '../../local/connect/simulator';
import { ChatAccess, ChatSessionStore, PersistentChat } from '../../src';
import { CONTACT_FLOW_ID, INSTANCE_ARN } from '../fixtures';

let connect: ConnectSimulator;
const tables = new LocalTables();
const shops: LocalApp[] = [];
const lines: string[] = [];
const countCalls = () => lines.filter((line) => line.includes('Who is it?')).length;

beforeAll(async () => {
  connect = await ConnectSimulator.start({ instanceArn: INSTANCE_ARN, contactFlowIds: [CONTACT_FLOW_ID] });
});
afterEach(() => Promise.all(shops.splice(0).map((shop) => shop.close())));
afterAll(() => Promise.all([tables.close(), connect.close()]));

interface Shop {
  readonly issuerKey?: string;
  readonly allows?: 'EVERY_POST';
  readonly resultsCacheTtl?: Duration;
}

/** One machine serves one API, so each shop is a separate app; the tables are the same. */
async function startShop(name: string, { issuerKey, allows, resultsCacheTtl }: Shop = {}) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const handler = new lambda.Function(stack, 'AlwaysAda', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(__dirname, 'always-ada')),
    environment: allows && { ALLOWS: allows },
  });
  new PersistentChat(stack, name, {
    instanceId: INSTANCE_ARN,
    contactFlowId: CONTACT_FLOW_ID,
    access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler, resultsCacheTtl }), { issuerKey }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
  });
  const shop = await startLocalApp({ assembly: app.synth().directory, connectEndpoint: connect.endpoint, tables, onLog: (line) => lines.push(line) });
  shops.push(shop);
  return shop;
}

/** The statuses of a start, and then of a request to resume. */
async function startAndResume({ url }: LocalApp, ...tokens: string[]): Promise<number[]> {
  const statuses = [];
  for (const [index, path] of ['', 'resume'].entries()) {
    statuses.push((await fetch(url + path, { method: 'POST', headers: { Authorization: tokens[index] ?? 'anything' }, body: '{}' })).status);
  }
  return statuses;
}

async function outcomeIn({ url }: LocalApp) {
  const response = await fetch(url, { method: 'POST', headers: { Authorization: 'anything' }, body: '{}' });
  return ((await response.json()) as { data: { persistentChat: { outcome: string } } }).data.persistentChat.outcome;
}

test('two shops on one store share no customer when their authorizers use the same subject', async () => {
  const [one, other] = [await startShop('One'), await startShop('Other')];
  expect([await outcomeIn(one), await outcomeIn(other), await outcomeIn(one)]).toEqual(['NEW', 'NEW', 'RESUMED']);
});

test('two shops on one store share their customers when their authorizers name the same issuer', async () => {
  const [web, mobile] = [await startShop('Web', { issuerKey: 'issuer' }), await startShop('Mobile', { issuerKey: 'issuer' })];
  expect([await outcomeIn(web), await outcomeIn(mobile)]).toEqual(['NEW', 'RESUMED']);
});

describe('an authorizer that is asked', () => {
  test.each<[string, Shop, number[], number]>([
    ['once, and allows the method that was called, keeps its customers from the other one', {}, [200, 403], 1],
    ['once, and allows both methods, lets its customers start and resume', { allows: 'EVERY_POST' }, [200, 200], 1],
    ['each time lets its customers start and resume, whatever it allows', { resultsCacheTtl: Duration.seconds(0) }, [200, 200], 2],
  ])('%s', async (name, shop, statuses, calls) => {
    const before = countCalls();
    expect(await startAndResume(await startShop(`Shop${name.length}`, shop))).toEqual(statuses);
    expect(countCalls() - before).toBe(calls);
  });

  test('is asked for another token all the same', async () => {
    const before = countCalls();
    expect(await startAndResume(await startShop('Tokens'), 'one', 'another')).toEqual([200, 200]);
    expect(countCalls() - before).toBe(2);
  });
});
