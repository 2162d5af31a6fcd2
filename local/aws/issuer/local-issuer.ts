import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { CustomerTokens, TokenClaims } from './customer-tokens';
import { SigningKey } from './signing-key';
import { answerTokenRequest, TOKEN_PATH } from './token-endpoint';
import { LoopbackServer } from '../../http/loopback-server';

const TOKEN_LIFETIME_SECONDS = 3600;

/**
 * Stands in for an app's identity providers, including user pools. It signs tokens for any issuer, with a key that it
 * creates when it starts and that only this machine trusts.
 */
export class LocalIssuer {
  /** @param port 0 for any free port */
  static async start(port = 0): Promise<LocalIssuer> {
    const issuer = new LocalIssuer();
    await issuer.server.listen(port);
    return issuer;
  }

  readonly key = new SigningKey();
  /** The tokens that everybody can get from `tokenUrl`. @default - `tokenUrl` is not served */
  customers?: CustomerTokens;
  private readonly server = new LoopbackServer(createServer((request, reply) => this.answer(request, reply)));

  private constructor() {}

  /** Functions fetch the public key from this URL. */
  get jwksUri(): string {
    return `${this.server.origin}/jwks.json`;
  }

  /** A page, or a person with `curl`, gets a token from this URL. */
  get tokenUrl(): string {
    return `${this.server.origin}${TOKEN_PATH}`;
  }

  /** Signs a token. Without a claim `exp`, it is valid for an hour. */
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
