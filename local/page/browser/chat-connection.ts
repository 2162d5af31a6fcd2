import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';

const EVENT = 'application/vnd.amazonaws.connect.event';
/** The most that GetTranscript takes. */
const PAGE_SIZE = 100;

/** What the participant service sends, as far as it is read here; ChatJS's types leave these members out. */
interface ServiceItem extends Pick<connect.ChatTranscriptItem, 'Id' | 'AbsoluteTime' | 'Content' | 'ContentType' | 'ParticipantRole'> {
  readonly Type: string;
  readonly DisplayName?: string;
  readonly RelatedContactId?: string;
}

export interface ChatListener {
  onItem(item: ConversationItem): void;
  onAgentTyping(): void;
  onEnded(): void;
}

/** A customer's connection to a chat, by ChatJS. */
export class ChatConnection {
  /** @throws what `meansEnded` tells apart */
  static async open(details: connect.ChatDetailsInput, { region, connectEndpoint }: PageSettings, listener: ChatListener): Promise<ChatConnection> {
    // The endpoint is not in ChatJS's types. An own variable keeps TypeScript from refusing the member.
    const config = { region, endpoint: connectEndpoint, loggerConfig: { useDefaultLogger: false } };
    connect.ChatSession.setGlobalConfig(config);
    // Without disableCSM, ChatJS loads telemetry from outside.
    const session = connect.ChatSession.create({ chatDetails: details, type: 'CUSTOMER', disableCSM: true });
    const connection = new ChatConnection(session, listener);
    await session.connect();
    return connection;
  }

  private constructor(private readonly session: connect.CustomerChatSession, private readonly listener: ChatListener) {
    session.onMessage(({ data }) => this.receive(data as ServiceItem));
    session.onTyping(({ data }) => {
      if ((data as ServiceItem).ParticipantRole === 'AGENT') listener.onAgentTyping();
    });
    session.onEnded(() => listener.onEnded());
    // What was said while the connection was lost comes with the transcript.
    session.onConnectionEstablished(() => void this.loadTranscript().catch(() => undefined));
  }

  async say(message: string): Promise<void> {
    await this.session.sendMessage({ message, contentType: 'text/plain' });
  }

  async sendTyping(): Promise<void> {
    await this.session.sendEvent({ contentType: `${EVENT}.typing` });
  }

  async leave(): Promise<void> {
    await this.session.disconnectParticipant();
  }

  /** All of it, the past sessions' items last: they come by paging backwards only, after a page that may be empty. */
  async loadTranscript(): Promise<void> {
    let nextToken: string | undefined;
    do {
      const { data } = await this.session.getTranscript({ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: PAGE_SIZE, nextToken });
      for (const item of data?.Transcript ?? []) this.receive(item as ServiceItem);
      nextToken = data?.NextToken;
    } while (nextToken);
  }

  private receive({ Id, AbsoluteTime, Type, Content, ContentType, ParticipantRole, DisplayName, RelatedContactId }: ServiceItem): void {
    this.listener.onItem({
      id: Id,
      time: AbsoluteTime,
      role: ParticipantRole ?? 'SYSTEM',
      sender: DisplayName,
      text: Content,
      event: Type === 'MESSAGE' ? undefined : ContentType ?? '',
      past: RelatedContactId !== undefined,
    });
  }
}

/** Whether the participant service refused the chat's token; throttling or a lost network says nothing about the chat. */
export function isChatEnded(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('statusCode' in error) return error.statusCode === 403;
  // ChatJS wraps what the service answered, once or twice.
  return '_debug' in error && isChatEnded(error._debug);
}
