import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Header } from './http-exchange';
import { ChatAccess, ChatSessionStore, PersistentChatProps, RehydrationFailure, VisitorChatLimit } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { INSTANCE_ARN } from '../fixtures';
import { signedHeaders } from '../local/aws/rest-api/signed-request';

export const VICTIM = 'victim';
const ATTACKER = 'mallory';
const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'chat';
/** Another address than the one that requests come from by themselves. */
const VICTIMS_ADDRESS = '127.0.0.2';

/** A caller whom API Gateway accepts. */
export interface Caller {
  readonly address?: string;
  /** JSON text of keys that each body begins with: for whom a trusted backend speaks. */
  readonly members: readonly string[];
  readonly headers: (url: string, body: Buffer) => Promise<readonly Header[]>;
  /** The CustomerId that Connect must get. */
  readonly customerId?: string;
}

export interface AttackedApp {
  readonly app: ChatApp;
  readonly victim: Caller;
  readonly attackers: readonly Caller[];
}

const store = (stack: Stack) => new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN });

/** Each refuses what it does not accept, instead of starting a fresh chat, and limits nobody's number of chats. */
async function attackable(props: (stack: Stack) => Partial<PersistentChatProps>): Promise<ChatApp> {
  const unlimited = { requestsPerSecond: 1e6, burst: 1e6 };
  return startChatApp(
    (stack) => ({ rehydrationFailure: RehydrationFailure.RETURN_ERROR, throttle: { rateLimit: 10_000, burstLimit: 5000 }, ...props(stack) }),
    { quotas: { ...unlimited, concurrentChats: 1e6 }, participantRates: { CreateParticipantConnection: unlimited } },
  );
}

function signedIn(Authorization: string, customerId: string): Caller {
  return { members: [], headers: async () => [['Authorization', Authorization]], customerId };
}

async function anonymous(): Promise<AttackedApp> {
  const visitor = (agent: string, address?: string): Caller => ({ address, members: [], headers: async () => [['User-Agent', agent]] });
  return {
    // The attacks are more than one address may start.
    app: await attackable(() => ({ access: ChatAccess.anonymous({ visitorChatLimit: VisitorChatLimit.none() }) })),
    victim: visitor('a browser', VICTIMS_ADDRESS),
    attackers: [visitor('a browser'), visitor('another browser', VICTIMS_ADDRESS)],
  };
}

/** One attacker signs in to the victim's user pool, and one to another, where the subject is the victim's. */
async function userPools(more: (stack: Stack) => Partial<PersistentChatProps> = () => ({})): Promise<AttackedApp> {
  let issuers: string[] = [];
  const app = await attackable((stack) => {
    const pools = ['Pool', 'OtherPool'].map((id) => new cognito.UserPool(stack, id));
    issuers = pools.map((pool) => `https://cognito-idp.us-east-1.amazonaws.com/${stack.getLogicalId(pool.node.defaultChild as cognito.CfnUserPool)}`);
    return { access: ChatAccess.cognito(pools), ...more(stack) };
  });
  const customer = (iss: string, sub: string) => signedIn(app.issuer.signToken({ iss, sub, token_use: 'id' }), sub);
  return { app, victim: customer(issuers[0], VICTIM), attackers: [customer(issuers[0], ATTACKER), customer(issuers[1], VICTIM)] };
}

async function jsonWebTokens(): Promise<AttackedApp> {
  const app = await attackable(() => ({ access: ChatAccess.jwt({ issuer: ISSUER, audience: [AUDIENCE] }) }));
  const customer = (sub: string) => signedIn(`Bearer ${app.issuer.signToken({ iss: ISSUER, aud: AUDIENCE, sub })}`, sub);
  return { app, victim: customer(VICTIM), attackers: [customer(ATTACKER)] };
}

async function ownAuthorizer(): Promise<AttackedApp> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const app = await attackable((stack) => {
    const handler = new lambda.Function(stack, 'Own', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(join(__dirname, '../../examples/custom-authorizer/session-authorizer')),
      environment: { SHOP_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
    });
    return { access: ChatAccess.authorizer(new apigateway.TokenAuthorizer(stack, 'Authorizer', { handler }), { identifyCustomer: true }) };
  });
  const customer = (name: string) => {
    const session = Buffer.from(JSON.stringify({ customer: name, expires: Date.now() + 3_600_000 })).toString('base64url');
    return signedIn(`${session}.${sign(null, Buffer.from(session), privateKey).toString('base64url')}`, name);
  };
  return { app, victim: customer(VICTIM), attackers: [customer(ATTACKER)] };
}

/** The backend is trusted to say who its customer is. The attacker is one of its customers, and decides on all the rest. */
async function backendWithStore(): Promise<AttackedApp> {
  const app = await attackable((stack) => ({ access: ChatAccess.iam(), sessionStore: store(stack) }));
  const customer = (id: string): Caller => ({
    members: [`"CustomerId": ${JSON.stringify(id)}`],
    headers: async (url, body) => Object.entries(await signedHeaders(url, body, app)).filter(([name]) => name !== 'host'),
  });
  return { app, victim: customer(VICTIM), attackers: [ATTACKER, VICTIM.toUpperCase(), `${VICTIM} `, `${VICTIM}\u0000`].map(customer) };
}

export const KINDS_OF_ACCESS: Record<string, () => Promise<AttackedApp>> = {
  'anonymous visitors': anonymous,
  'a user pool\'s customers': userPools,
  'customers with JSON web tokens': jsonWebTokens,
  'customers of the user\'s own authorizer': ownAuthorizer,
  'a user pool\'s customers with a session store': () => userPools((stack) => ({ sessionStore: store(stack) })),
  'a backend\'s customers with a session store': backendWithStore,
};
