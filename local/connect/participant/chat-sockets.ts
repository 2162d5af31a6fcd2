/**
 * ChatJS's websocket protocol. AWS does not document it; this code follows what ChatJS sends and expects.
 *
 * @see https://github.com/amazon-connect/amazon-connect-chatjs
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ParticipantConnections } from './participant-connections';
import type { Assumptions } from '../contact-centre/assumptions';
import { EVENT_TYPES } from '../contact-centre/chat-item';
import { type ChatSession, type Contacts, hasCustomer } from '../contact-centre/contacts';
import type { LiveItem, Transcripts } from '../contact-centre/transcripts';

export const WEBSOCKET_PATH = '/participant/websocket';

const CHAT_TOPIC = 'aws/chat';
const NORMAL_CLOSURE = 1000;

interface Frame {
  readonly topic?: unknown;
  readonly content?: { readonly topics?: unknown };
}

/** Customers' websockets. A chat can have several. */
export class ChatSockets {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly subscribed = new Map<WebSocket, string>();
  /** The events `chat.rehydrated` that are sent to the websockets that subscribe later. */
  private readonly rehydrated = new Map<string, LiveItem>();
  private subscriptionDelayMs = 0;

  constructor(
    private readonly contacts: Contacts,
    transcripts: Transcripts,
    private readonly connections: ParticipantConnections,
    private readonly assumptions: Assumptions,
  ) {
    transcripts.onItem((item) => this.send(item));
    contacts.onChange(({ eventType, session }) => {
      if (eventType === 'DISCONNECTED' && !hasCustomer(session)) this.close(session);
    });
  }

  /** Takes each later subscription that many milliseconds late. */
  delaySubscriptions(ms: number): void {
    this.subscriptionDelayMs = ms;
  }

  /** Accepts a websocket whose URL has a valid token, and refuses all others. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const session = this.findSession(request);
    if (!session) return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    this.server.handleUpgrade(request, socket, head, (websocket) => this.serve(websocket, session.contacts[0].contactId));
  }

  /** Closes the customer's websockets for this chat. */
  close({ contacts: [{ contactId }] }: ChatSession): void {
    for (const [websocket, chat] of this.subscribed) {
      if (chat === contactId) websocket.close(NORMAL_CLOSURE);
    }
  }

  closeAll(): void {
    this.server.clients.forEach((websocket) => websocket.terminate());
  }

  private findSession({ url = '' }: IncomingMessage): ChatSession | undefined {
    const { pathname, searchParams } = new URL(url, 'ws://127.0.0.1');
    if (pathname !== WEBSOCKET_PATH) return undefined;
    try {
      return this.connections.requireWebsocketSession(searchParams.get('token') ?? '');
    } catch {
      return undefined;
    }
  }

  private serve(websocket: WebSocket, initialContactId: string): void {
    websocket.on('message', (data) => {
      // A chat whose duration is over ends only when its session is read. Clients send a heartbeat every ten seconds.
      this.contacts.findSession(initialContactId);
      const frame = parseFrame(String(data));
      if (frame.topic === 'aws/subscribe') this.subscribeInTime(websocket, initialContactId, frame);
      else websocket.send(JSON.stringify(toAnswerFrame(frame)));
    });
    websocket.on('close', () => this.subscribed.delete(websocket));
    websocket.on('error', () => websocket.terminate());
  }

  private subscribeInTime(websocket: WebSocket, initialContactId: string, frame: Frame): void {
    const subscribe = () => this.subscribe(websocket, initialContactId, frame);
    if (this.subscriptionDelayMs === 0) subscribe();
    else setTimeout(() => { if (websocket.readyState === websocket.OPEN) subscribe(); }, this.subscriptionDelayMs);
  }

  private subscribe(websocket: WebSocket, initialContactId: string, { content }: Frame): void {
    const topics = Array.isArray(content?.topics) ? content.topics as unknown[] : [];
    const known = topics.length > 0 && topics.every((topic) => topic === CHAT_TOPIC);
    // It comes before the confirmation: a client that has read that gets all that is said from then on.
    if (known) this.subscribed.set(websocket, initialContactId);
    websocket.send(JSON.stringify({ topic: 'aws/subscribe', content: { status: known ? 'success' : 'failure', topics } }));
    if (known) this.sendRehydrated(websocket, initialContactId);
  }

  private sendRehydrated(websocket: WebSocket, initialContactId: string): void {
    const event = this.rehydrated.get(initialContactId);
    if (event) websocket.send(toItemFrame(event));
    if (this.assumptions.rehydratedEvent === 'FIRST_SUBSCRIPTION') this.rehydrated.delete(initialContactId);
  }

  private send(item: LiveItem): void {
    const websockets = [...this.subscribed].filter(([, chat]) => chat === item.InitialContactId);
    for (const [websocket] of websockets) websocket.send(toItemFrame(item));
    if (item.ContentType === EVENT_TYPES.rehydrated && this.isSentLater(websockets.length)) this.rehydrated.set(item.InitialContactId, item);
    const session = this.contacts.requireSession(item.InitialContactId);
    if (session.customerLeftAt !== undefined) this.close(session);
  }

  /** Whether an event `chat.rehydrated` that this many websockets have got is sent to later ones, too. */
  private isSentLater(sentTo: number): boolean {
    const { rehydratedEvent } = this.assumptions;
    return rehydratedEvent === 'EACH_SUBSCRIPTION' || (rehydratedEvent === 'FIRST_SUBSCRIPTION' && sentTo === 0);
  }
}

function toItemFrame(item: LiveItem): string {
  return JSON.stringify({ topic: CHAT_TOPIC, contentType: 'application/json', content: JSON.stringify(item) });
}

function toAnswerFrame({ topic }: Frame): unknown {
  if (topic === 'aws/heartbeat') return { topic };
  if (topic === 'aws/ping') return { topic, statusCode: 200, statusContent: 'OK' };
  return { message: 'Forbidden', connectionId: randomUUID(), requestId: randomUUID() };
}

function parseFrame(text: string): Frame {
  try {
    return Object(JSON.parse(text)) as Frame;
  } catch {
    return {};
  }
}
