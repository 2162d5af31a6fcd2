import { createServer, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningKey } from './signing-key';

const HOST = '127.0.0.1';
const TOKEN_LIFETIME_SECONDS = 3600;

/** What a token says; `iss` and `sub` at least. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/**
 * Signs tokens in the name of any issuer, with a key that is made at its start and that only this machine trusts.
 * It stands for the identity providers of an app, user pools included.
 */
export class LocalIssuer {
  static async start(): Promise<LocalIssuer> {
    const key = new SigningKey();
    const server = createServer((request, reply) => answer(key, new URL(request.url ?? '/', `http://${HOST}`).pathname, reply));
    await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, HOST, resolve); });
    return new LocalIssuer(key, server);
  }

  private constructor(readonly key: SigningKey, private readonly server: Server) {}

  /** Where functions fetch the key. */
  get jwksUri(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  /** A token that is valid for an hour, unless the claims say otherwise. */
  token(claims: TokenClaims): string {
    const now = Math.floor(Date.now() / 1000);
    return this.key.sign({ iat: now, exp: now + TOKEN_LIFETIME_SECONDS, ...claims });
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(key: SigningKey, path: string, reply: ServerResponse) {
  if (path !== '/jwks.json') {
    reply.writeHead(404).end();
    return;
  }
  reply.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: [key.jwk] }));
}
