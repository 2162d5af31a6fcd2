import type { ConversationItem } from '../conversation-item';
import type { PageSettings } from '../page-settings';
import type { PersistentChat, ResumedChat, StartedChat } from 'cdk-connect-persistent-chat-client';
import { openTranscript, type Transcript, type TranscriptEntry } from 'cdk-connect-persistent-chat-client/transcript';

const EVENT = 'application/vnd.amazonaws.connect.event';
/** GetTranscript's maximum. */
const PAGE_SIZE = 100;

export interface ChatListener {
  onItem(item: ConversationItem): void;
  onAgentTyping(): void;
  onEnded(): void;
}

/** A customer's connection to a chat, with ChatJS. */
export class ChatConnection {
  /** @returns undefined if the chat has ended @throws Error when it cannot be reached */
  static async open(
    { chatDetails, region }: StartedChat | ResumedChat, chat: PersistentChat, { connectEndpoint }: PageSettings, listener: ChatListener,
  ): Promise<ChatConnection | undefined> {
    // ChatJS's types lack `endpoint`. TypeScript accepts it in a variable, but not in an object literal.
    const config = { region, endpoint: connectEndpoint, loggerConfig: { useDefaultLogger: false } };
    connect.ChatSession.setGlobalConfig(config);
    // Without disableCSM, ChatJS loads telemetry scripts from the internet.
    const session = connect.ChatSession.create({ chatDetails, type: 'CUSTOMER', disableCSM: true });
    listen(session, chat, listener);
    return await chat.connect(session) ? new ChatConnection(session, chat) : undefined;
  }

  private constructor(private readonly session: connect.CustomerChatSession, private readonly chat: PersistentChat) {}

  async say(message: string): Promise<void> {
    await this.session.sendMessage({ message, contentType: 'text/plain' });
  }

  async sendTyping(): Promise<void> {
    await this.session.sendEvent({ contentType: `${EVENT}.typing` });
  }

  /** @returns whether the customer is no longer in the chat. While a survey runs, the customer still is */
  async leave(): Promise<boolean> {
    return this.chat.leave(this.session);
  }
}

function listen(session: connect.CustomerChatSession, chat: PersistentChat, listener: ChatListener): void {
  const show = (entries: readonly TranscriptEntry[], transcript: Transcript) => {
    for (const entry of entries) if (entry.kind === 'item') listener.onItem(toConversationItem(entry));
    if (transcript.hasMore) void transcript.loadMore().catch(() => undefined);
  };
  openTranscript(session, { chat, onChange: show, pageSize: PAGE_SIZE });
  session.onTyping(({ data }) => {
    if ((data as { ParticipantRole?: string }).ParticipantRole === 'AGENT') listener.onAgentTyping();
  });
  // What is kept must no longer be the running chat when the listener asks.
  session.onEnded(() => void chat.ended().then(() => listener.onEnded()));
}

function toConversationItem({ past, item }: Extract<TranscriptEntry, { kind: 'item' }>): ConversationItem {
  return {
    id: item.Id,
    time: item.AbsoluteTime,
    role: item.ParticipantRole ?? 'SYSTEM',
    sender: item.DisplayName,
    text: item.Content ?? '',
    event: item.Type === 'MESSAGE' ? undefined : item.ContentType ?? '',
    past,
  };
}
