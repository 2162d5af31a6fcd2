import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';

const EVENT = 'application/vnd.amazonaws.connect.event';
/** GetTranscript's maximum. */
const PAGE_SIZE = 100;

/** An item from the participant service. ChatJS's types lack some of these members. */
interface ServiceItem extends Pick<connect.ChatTranscriptItem, 'Id' | 'AbsoluteTime' | 'Content' | 'ContentType' | 'ParticipantRole'> {
  readonly Type: string;
  readonly DisplayName?: string;
  readonly RelatedContactId?: string;
}

/** ChatJS's types lack this function. */
type CustomerSession = connect.CustomerChatSession & { onChatRehydrated(listener: () => void): void };

export interface ChatListener {
  onItem(item: ConversationItem): void;
  onAgentTyping(): void;
  onEnded(): void;
}

/** A customer's connection to a chat, with ChatJS. */
export class ChatConnection {
  /** @throws an error that `isChatEnded` can check */
  static async open(details: connect.ChatDetailsInput, { region, connectEndpoint }: PageSettings, listener: ChatListener): Promise<ChatConnection> {
    // ChatJS's types lack `endpoint`. TypeScript accepts it in a variable, but not in an object literal.
    const config = { region, endpoint: connectEndpoint, loggerConfig: { useDefaultLogger: false } };
    connect.ChatSession.setGlobalConfig(config);
    // Without disableCSM, ChatJS loads telemetry scripts from the internet.
    const session = connect.ChatSession.create({ chatDetails: details, type: 'CUSTOMER', disableCSM: true }) as CustomerSession;
    const connection = new ChatConnection(session, listener);
    await session.connect();
    return connection;
  }

  private constructor(private readonly session: CustomerSession, private readonly listener: ChatListener) {
    session.onMessage(({ data }) => this.receive(data as ServiceItem));
    session.onTyping(({ data }) => {
      if ((data as ServiceItem).ParticipantRole === 'AGENT') listener.onAgentTyping();
    });
    session.onEnded(() => listener.onEnded());
    // The transcript has the messages that were sent while the connection was lost.
    session.onConnectionEstablished(() => void this.loadTranscript().catch(() => undefined));
    // Connect can add the past conversation to a chat that runs already.
    session.onChatRehydrated(() => void this.loadTranscript().catch(() => undefined));
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

  /** Loads all pages. Items of past sessions come last: they need backward paging, and may follow an empty page. */
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

/** Whether the error means that the chat has ended: the participant service refused its token. After other errors, it may still be running. */
export function isChatEnded(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('statusCode' in error) return error.statusCode === 403;
  // ChatJS wraps the service's error once or twice.
  return '_debug' in error && isChatEnded(error._debug);
}
