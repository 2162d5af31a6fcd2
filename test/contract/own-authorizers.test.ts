import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
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

beforeAll(async () => {
  connect = await ConnectSimulator.start({ instanceArn: INSTANCE_ARN, contactFlowIds: [CONTACT_FLOW_ID] });
});
afterEach(() => Promise.all(shops.splice(0).map((shop) => shop.close())));
afterAll(() => Promise.all([tables.close(), connect.close()]));

/** One machine serves one API, so each shop is a separate app; the tables are the same. */
async function startShop(name: string, issuerKey?: string) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const handler = new lambda.Function(stack, 'AlwaysAda', {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset(join(__dirname, 'always-ada')),
  });
  new PersistentChat(stack, name, {
    instanceId: INSTANCE_ARN,
    contactFlowId: CONTACT_FLOW_ID,
    access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler }), { issuerKey }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
  });
  const shop = await startLocalApp({ assembly: app.synth().directory, connectEndpoint: connect.endpoint, tables });
  shops.push(shop);
  return shop;
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
  const [web, mobile] = [await startShop('Web', 'issuer'), await startShop('Mobile', 'issuer')];
  expect([await outcomeIn(web), await outcomeIn(mobile)]).toEqual(['NEW', 'RESUMED']);
});
