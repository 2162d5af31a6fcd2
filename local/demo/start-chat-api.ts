import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ClientRequest } from './chat-clients';
import type { LocalApp } from '../app/local-app';
import { Sha256 } from '../aws/rest-api/sha256';

/** The running API, with the credentials of one caller. */
export interface StartChatApi {
  readonly url: string;
  /** How the caller authenticates, for the terminal. */
  readonly credential: string;
  startChat(request: ClientRequest): Promise<StartChatAnswer>;
}

/** The parts of the API's response that the demo reads. */
export interface StartChatAnswer {
  readonly status: number;
  readonly body: {
    readonly data?: {
      readonly startChatResult?: { readonly ContactId: string; readonly ContinuedFromContactId?: string };
      readonly persistentChat?: { readonly outcome: string; readonly reason?: string };
    };
  };
}

/** Calls the API as an IAM caller, with requests signed with SigV4. */
export function connectAsIamCaller({ url, region, credentials }: LocalApp): StartChatApi {
  const signer = new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256 });
  const { protocol, hostname, port, pathname: path, host } = new URL(url);
  return {
    url,
    credential: 'signed with SigV4',
    startChat: async ({ headers, body }) => {
      const request = { method: 'POST', protocol, hostname, port: Number(port), path, headers: { ...headers, host }, body: JSON.stringify(body) };
      const signed = await signer.sign(new HttpRequest(request));
      return post(url, signed.headers, request.body);
    },
  };
}

/** Calls the API as a customer's browser, with a token of the app's identity provider. */
export function connectAsCustomer({ url, access, issuer }: LocalApp, subject: string): StartChatApi {
  const claims = access?.kind === 'TOKEN' ? access.customers.claims : {};
  const authorization = `Bearer ${issuer.signToken({ ...claims, sub: subject })}`;
  return {
    url,
    credential: 'with a token',
    startChat: async ({ headers, body }) => post(url, { ...headers, authorization }, JSON.stringify(body)),
  };
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<StartChatAnswer> {
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.json() as StartChatAnswer['body'] };
}
