import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ClientRequest } from './chat-clients';
import { Sha256 } from '../rest-api/sha256';
import type { LocalCredentials } from '../rest-api/sigv4-authorizer';

export interface StartChatApiOptions {
  readonly url: string;
  readonly region: string;
  readonly credentials: LocalCredentials;
}

/** An answer of the API, as far as the demo reads it. */
export interface StartChatAnswer {
  readonly status: number;
  readonly body: {
    readonly data?: {
      readonly startChatResult?: { readonly ContactId: string; readonly ContinuedFromContactId?: string };
      readonly persistentChat?: { readonly outcome: string; readonly reason?: string };
    };
  };
}

/** Calls the deployed API as an IAM caller does: over HTTP, signed with SigV4. */
export class StartChatApi {
  private readonly signer: SignatureV4;

  constructor(readonly options: StartChatApiOptions) {
    const { region, credentials } = options;
    this.signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  }

  async startChat({ headers, body }: ClientRequest): Promise<StartChatAnswer> {
    const url = new URL(this.options.url);
    const signed = await this.signer.sign(new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      headers: { ...headers, host: url.host },
      body: JSON.stringify(body),
    }));
    const answer = await fetch(url, { method: 'POST', headers: signed.headers, body: signed.body });
    return { status: answer.status, body: await answer.json() as StartChatAnswer['body'] };
  }
}
