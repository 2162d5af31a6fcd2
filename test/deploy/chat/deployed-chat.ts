import type { LocalAws } from '../aws/local-aws';

/** What a request carries to show who sends it. */
export type Credential = (path: string, body: string) => Promise<Record<string, string>>;

export interface ChatAnswer {
  readonly status: number;
  readonly contactId?: string;
  readonly continuedFrom?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly resumeHandle?: string;
}

interface AnswerBody {
  readonly data?: {
    readonly startChatResult?: { readonly ContactId: string; readonly ContinuedFromContactId?: string };
    readonly persistentChat?: { readonly outcome: string; readonly reason?: string; readonly resumeHandle?: string };
  };
}

/** The API of a deployed stack. */
export class DeployedChat {
  /** @param url the stack's output */
  static at(aws: LocalAws, url: string): DeployedChat {
    const { hostname, pathname } = new URL(url);
    return new DeployedChat(new URL(`/_aws/execute-api/${hostname.split('.')[0]}${pathname}`, aws.endpoint));
  }

  private constructor(private readonly url: URL) {}

  async start(credential: Credential, content: object = {}, headers: Record<string, string> = {}): Promise<ChatAnswer> {
    const body = JSON.stringify(content);
    const answer = await fetch(this.url, { method: 'POST', headers: { ...headers, ...await credential(this.url.pathname, body) }, body });
    const { data } = await answer.json() as AnswerBody;
    return {
      status: answer.status,
      contactId: data?.startChatResult?.ContactId,
      continuedFrom: data?.startChatResult?.ContinuedFromContactId,
      outcome: data?.persistentChat?.outcome,
      reason: data?.persistentChat?.reason,
      resumeHandle: data?.persistentChat?.resumeHandle,
    };
  }

  /** The origin whose pages may read what API Gateway answers by itself. It does so for a path that does not exist. */
  async originInGatewayAnswers(): Promise<string | null> {
    const { headers } = await fetch(new URL('nowhere', this.url));
    return headers.get('access-control-allow-origin');
  }
}
