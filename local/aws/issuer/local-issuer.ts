import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { CustomerTokens, TokenClaims } from './customer-tokens';
import { SigningKey } from './signing-key';
import { answerTokenRequest, TOKEN_PATH } from './token-endpoint';
import { LoopbackServer } from '../../http/loopback-server';

const TOKEN_LIFETIME_SECONDS = 3600;

/**
 * Signs tokens in the name of any issuer, with a key that is made at its start and that only this machine trusts.
 * It stands for the identity providers of an app, user pools included.
 */
export class LocalIssuer {
  /** @param port 0 for any that is free */
  static async start(port = 0): Promise<LocalIssuer> {
    const issuer = new LocalIssuer();
    await issuer.server.listen(port);
    return issuer;
  }

  readonly key = new SigningKey();
  /** The tokens that it hands out to everybody who asks; none when absent. */
  customers?: CustomerTokens;
  private readonly server = new LoopbackServer(createServer((request, reply) => this.answer(request, reply)));

  private constructor() {}

  /** Where functions fetch the key. */
  get jwksUri(): string {
    return `${this.server.origin}/jwks.json`;
  }

  /** Where a page, or a person with `curl`, gets a token. */
  get tokenUrl(): string {
    return `${this.server.origin}${TOKEN_PATH}`;
  }

  /** A token that is valid for an hour, unless the claims say otherwise. */
  signToken(claims: TokenClaims): string {
    const now = Math.floor(Date.now() / 1000);
    return this.key.sign({ iat: now, exp: now + TOKEN_LIFETIME_SECONDS, ...claims });
  }

  async close() {
    await this.server.close();
  }

  private answer({ url = '/', headers }: IncomingMessage, reply: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, this.server.origin);
    if (pathname === '/jwks.json') {
      reply.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys: [this.key.jwk] }));
    } else if (pathname === TOKEN_PATH && this.customers) {
      const answer = answerTokenRequest({ query: searchParams, origin: headers.origin }, this.customers, (claims) => this.signToken(claims));
      reply.writeHead(answer.status, answer.headers).end(answer.body);
    } else {
      reply.writeHead(404).end();
    }
  }
}
