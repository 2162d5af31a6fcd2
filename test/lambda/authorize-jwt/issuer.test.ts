import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IssuerUnreachableError, findJwksUri } from '../../../lambda/authorize-jwt/issuer';
import { TokenVerifier } from '../../../lambda/authorize-jwt/token-verifier';

let discovery: unknown;
let server: Server;
let issuer: string;

beforeAll(async () => {
  server = createServer((request, reply) => {
    if (request.url === '/tenant/.well-known/openid-configuration') reply.end(JSON.stringify(discovery));
    else if (request.url === '/moved/.well-known/openid-configuration') reply.writeHead(302, { Location: '/tenant/.well-known/openid-configuration' }).end();
    else reply.writeHead(404).end();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant/`;
});
afterAll(() => new Promise((resolve) => { server.close(resolve); }));

const { signal } = new AbortController();
const settings = () => ({ issuer, isUserPool: false, audiences: ['chat'], requiredScopes: [], requiredClaims: [], customerIdClaim: 'sub', claims: [] });

test('the keys are where the discovery document says', async () => {
  discovery = { issuer, jwks_uri: 'https://keys.example.com/keys' };
  expect(await findJwksUri(settings(), signal)).toBe('https://keys.example.com/keys');
});

test('a configured URL of the keys is used without asking the issuer', async () => {
  expect(await findJwksUri({ ...settings(), issuer: 'http://127.0.0.1:9', jwksUri: 'https://keys.example.com/own' }, signal)).toBe('https://keys.example.com/own');
});

test.each<[string, () => unknown]>([
  ['of another issuer', () => ({ issuer: `${issuer}x`, jwks_uri: 'https://keys.example.com' })],
  ['without keys', () => ({ issuer })],
  ['with keys fetched without https', () => ({ issuer, jwks_uri: 'http://keys.example.com' })],
  ['that is null', () => null],
])('a discovery document %s is not followed', async (_, document) => {
  discovery = document();
  await expect(findJwksUri(settings(), signal)).rejects.toThrow(/discovery document/);
});

test('a discovery document of another issuer is named beside the issuer that was wanted', async () => {
  discovery = { issuer: 'https://other.example.com', jwks_uri: 'https://keys.example.com' };
  await expect(findJwksUri(settings(), signal)).rejects.toThrow(`the discovery document has another issuer: wanted "${issuer}", found "https://other.example.com"`);
});

test('a redirect of the discovery document is not followed', async () => {
  const moved = issuer.replace('/tenant/', '/moved/');
  discovery = { issuer: moved, jwks_uri: 'https://keys.example.com/keys' };
  await expect(findJwksUri({ ...settings(), issuer: moved }, signal)).rejects.toThrow('fetch failed');
});

test('a token is not called invalid when the issuer cannot be reached', async () => {
  const verifier = new TokenVerifier({ ...settings(), issuer: `${issuer}nowhere` });
  await verifier.fetchKeys();
  await expect(verifier.verify('a.b.c')).rejects.toThrow(IssuerUnreachableError);
});
