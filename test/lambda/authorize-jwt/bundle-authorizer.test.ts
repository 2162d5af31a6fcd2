import { join } from 'node:path';
import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { KeyServer } from './key-server';
import { FunctionHost } from '../../../local/aws/function-host/function-host';
import { SigningKey } from '../../../local/aws/issuer/signing-key';
import { AUTHORIZE_JWT_ENVIRONMENT } from '../../../src/shared/environment';
import { MovedClock } from '../clock/moved-clock';

const BUNDLE = join(__dirname, '../../../assets/lambda/authorize-jwt.lambda');
const ISSUER = 'https://login.example.com';
const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** The time limits of one attempt to fetch the keys, and of the function. */
const [FETCH_LIMIT, LAMBDA_LIMIT] = [4 * SECOND, 10 * SECOND];
const METHOD_ARN = 'arn:aws:execute-api:us-east-1:111122223333:api/Prod/POST/';

const key = new SigningKey();
const nextKey = new SigningKey();
let issuer: KeyServer;
let passed = 0;
let authorize: (token: string) => Promise<APIGatewayAuthorizerResult>;

const startedAt = Date.now();
const later = (milliseconds: number) => { passed += milliseconds; };

function token(signedBy: SigningKey, claims: object = {}): string {
  return signedBy.sign({ iss: ISSUER, aud: 'chat', sub: 'ada', exp: Math.floor(Date.now() / SECOND) + 3600, ...claims });
}

function variables(moreVariables: Record<string, string> = {}): Record<string, string> {
  return {
    [AUTHORIZE_JWT_ENVIRONMENT.issuer]: ISSUER,
    [AUTHORIZE_JWT_ENVIRONMENT.audiences]: '["chat"]',
    [AUTHORIZE_JWT_ENVIRONMENT.claims]: '[]',
    [AUTHORIZE_JWT_ENVIRONMENT.jwksUri]: issuer.jwksUri,
    ...moreVariables,
  };
}

const event = (authorizationToken: string) => ({ type: 'TOKEN', methodArn: METHOD_ARN, authorizationToken });

/** The shipped bundle in this process, whose clock the tests alone move: a warm environment of Lambda's. */
function loadAuthorizer() {
  Object.assign(process.env, variables());
  jest.isolateModules(() => {
    const { handler } = jest.requireActual<{ handler: (event: object) => Promise<APIGatewayAuthorizerResult> }>(BUNDLE);
    authorize = async (sent) => {
      later(1);
      return handler(event(`Bearer ${sent}`));
    };
  });
}

async function expectServed(sent: string) {
  expect((await authorize(sent)).context).toMatchObject({ issuer: ISSUER, subject: 'ada' });
}

/** The one message that API Gateway answers 401 to. */
const expectRefused = (sent: string) => expect(authorize(sent)).rejects.toThrow(/^Unauthorized$/);
/** API Gateway answers 500 to any other. */
const expectUnchecked = (sent: string) => expect(authorize(sent)).rejects.toThrow(/^The issuer(?:'s keys could not be fetched:| was asked)/);

beforeEach(async () => {
  jest.spyOn(Date, 'now').mockImplementation(() => startedAt + passed);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  issuer = await KeyServer.start(key);
  loadAuthorizer();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await issuer.close();
});

describe('a warm authorizer', () => {
  beforeEach(async () => {
    await expectServed(token(key));
    later(SECOND);
  });

  test('checks tokens with the keys that it has', async () => {
    await expectServed(token(key));
    await expectRefused(`${token(key)}x`);
    expect(issuer.requests).toHaveLength(1);
  });

  test('accepts a new key at once', async () => {
    issuer.keys = [key, nextKey];
    await expectServed(token(nextKey));
    expect(issuer.requests).toHaveLength(2);
  });

  test('asks the issuer once for many tokens with unknown keys, and fails without asking again for the others', async () => {
    await expectRefused(token(new SigningKey()));
    for (const made of Array.from({ length: 3 }, () => new SigningKey())) await expectUnchecked(token(made));
    expect(issuer.requests).toHaveLength(2);
  });

  test('accepts known keys while unknown ones are sent, and a new one after five seconds', async () => {
    await expectRefused(token(new SigningKey()));
    issuer.keys = [key, nextKey];
    await expectServed(token(key));
    await expectUnchecked(token(nextKey));
    later(5 * SECOND);
    await expectServed(token(nextKey));
  });

  test.each<[string, object]>([
    ['has expired', { exp: 1 }],
    ['is for another audience', { aud: 'another' }],
    ['is of another issuer', { iss: 'https://evil.example.com' }],
  ])('does not ask for the key of a token that %s', async (_, claims) => {
    await expectRefused(token(new SigningKey(), claims));
    expect(issuer.requests).toHaveLength(1);
  });

  test('keeps no connection open, because Lambda may freeze the function', () => {
    expect(issuer.requests[0].headers.connection).toBe('close');
  });

  test('makes no request wait while it fetches hour-old keys again, and then refuses withdrawn keys', async () => {
    issuer.state = 'hangs';
    issuer.keys = [nextKey];
    later(HOUR);
    await expectServed(token(key));
    issuer.recover();
    await expectServed(token(nextKey));
    later(5 * SECOND);
    await expectRefused(token(key));
  });

  test('replaces a key by another one with the same id', async () => {
    const sameId = new SigningKey(key.keyId);
    issuer.keys = [sameId];
    later(2 * HOUR);
    await expectServed(token(sameId));
    await expectRefused(token(key));
  });

  test('without requests for two hours refuses withdrawn keys from the first token on', async () => {
    issuer.keys = [nextKey];
    later(2 * HOUR);
    await expectRefused(token(key));
    expect(issuer.requests).toHaveLength(2);
  });

  test('keeps its keys when the issuer fails', async () => {
    issuer.state = 'fails';
    later(2 * HOUR);
    await expectServed(token(key));
    await expectServed(token(key));
    expect(issuer.requests).toHaveLength(2);
  });
});

describe('a cold authorizer', () => {
  test('whose issuer fails calls no token invalid, and accepts tokens as soon as it has keys', async () => {
    await expectServed(token(key));
    issuer.state = 'fails';
    loadAuthorizer();
    await expectUnchecked(token(key));
    issuer.recover();
    await expectServed(token(key));
  });

  test('whose issuer hangs says so before the function times out', async () => {
    const clock = await MovedClock.listen();
    issuer.state = 'hangs';
    issuer.onHang = () => clock.pass(FETCH_LIMIT, LAMBDA_LIMIT);
    const host = new FunctionHost({
      codeDir: BUNDLE, handler: 'index.handler', environment: { ...variables(), ...clock.environment }, timeoutSeconds: 20, memoryMiB: 256, region: 'us-east-1',
    });
    try {
      expect(await host.invoke(event(`Bearer ${token(key)}`))).toMatchObject({ timedOut: false, functionError: { errorMessage: expect.stringMatching(/^The issuer's keys could not be fetched: /) } });
      expect(clock.passedMs).toBeLessThan(LAMBDA_LIMIT);
    } finally {
      await host.close();
      await clock.close();
    }
  });
});
