import { once } from 'node:events';
import WebSocket from 'ws';
import type { Connect } from '../connect-fixture';

export interface Item {
  readonly Id: string;
  readonly Type: string;
  readonly ContentType: string;
  readonly Content?: string;
  readonly ParticipantRole?: string;
  readonly DisplayName?: string;
  readonly ContactId?: string;
  readonly RelatedContactId?: string;
  readonly InitialContactId?: string;
  readonly MessageMetadata?: unknown;
}

/** The part of an answer that a test looks at. */
export interface Answer {
  readonly status: number;
  readonly error: string | null;
  readonly body: {
    readonly Websocket?: { readonly Url: string; readonly ConnectionExpiry: string };
    readonly ConnectionCredentials?: { readonly ConnectionToken: string; readonly Expiry: string };
    readonly Transcript?: Item[];
    readonly NextToken?: string;
    readonly Id?: string;
    readonly Message?: string;
  };
}

export async function call({ simulator }: Connect, path: string, bearer: string, body: unknown = {}): Promise<Answer> {
  const answer = await fetch(`${simulator.endpoint}/participant/${path}`, {
    method: 'POST',
    headers: { 'X-Amz-Bearer': bearer },
    body: JSON.stringify(body),
  });
  return { status: answer.status, error: answer.headers.get('x-amzn-errortype'), body: await answer.json() as Answer['body'] };
}

export const createConnection = (connect: Connect, participantToken: string, type = ['WEBSOCKET', 'CONNECTION_CREDENTIALS']) =>
  call(connect, 'connection', participantToken, { Type: type });

/** A chat whose customer is connected, and what the customer can call. */
export async function startCustomer(connect: Connect, input: Parameters<Connect['startChat']>[0] = {}) {
  const { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken } = await connect.startChat(input);
  const { body } = await createConnection(connect, participantToken!);
  const connectionToken = body.ConnectionCredentials!.ConnectionToken;
  return {
    contactId: contactId!,
    participantId: participantId!,
    participantToken: participantToken!,
    websocketUrl: body.Websocket!.Url,
    call: (path: string, request?: unknown) => call(connect, path, connectionToken, request),
    send: (Content: string) => call(connect, 'message', connectionToken, { ContentType: 'text/plain', Content }),
  };
}

/** A websocket client that keeps what it gets. */
export class SocketClient {
  static async open(url: string): Promise<SocketClient> {
    const client = new SocketClient(new WebSocket(url));
    await once(client.socket, 'open');
    return client;
  }

  readonly frames: Array<{ topic?: string; content?: unknown; [key: string]: unknown }> = [];
  readonly closed: Promise<unknown[]>;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data))));
    this.closed = once(socket, 'close');
  }

  get items(): Item[] {
    return this.frames.filter(({ topic }) => topic === 'aws/chat').map(({ content }) => JSON.parse(String(content)) as Item);
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Sends a frame and waits for its answer, which items of the chat can come before. */
  async ask(frame: unknown): Promise<unknown> {
    const answers = () => this.frames.filter(({ topic }) => topic !== 'aws/chat');
    const before = answers().length;
    this.send(frame);
    while (answers().length === before) await once(this.socket, 'message');
    return answers().at(-1);
  }

  async subscribe(): Promise<this> {
    await this.ask({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    return this;
  }

  /** What the simulator sent before it answered this is there when it is answered. */
  async settled(): Promise<this> {
    await this.ask({ topic: 'aws/heartbeat' });
    return this;
  }
}

/** The events' names without their common part, and the words of the messages. */
export function wording(items: readonly Item[]): string[] {
  return items.map(({ ContentType, Content, ParticipantRole }) => {
    const [, event] = /^application\/vnd\.amazonaws\.connect\.event\.(.+)$/.exec(ContentType) ?? [];
    return `${ParticipantRole} ${event ?? Content}`;
  });
}
