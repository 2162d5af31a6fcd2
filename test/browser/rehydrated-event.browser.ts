/// <reference types="amazon-connect-chatjs" />
import { visitEachTest } from './visit-each-test';

const v = visitEachTest();

/** ChatJS's types lack this function. */
type Rehydratable = connect.CustomerChatSession & { onChatRehydrated(listener: () => void): void };

interface StartedChat {
  readonly startChatResult: { readonly ContactId: string; readonly ParticipantId: string; readonly ParticipantToken: string };
  readonly persistentChat: { readonly resumeHandle: string };
}

async function startChat(source?: string): Promise<StartedChat> {
  const answer = await fetch(v.demo.visitorsApp.url, { method: 'POST', body: JSON.stringify({ PersistentChat: { SourceContactId: source } }) });
  return (await answer.json() as { data: StartedChat }).data;
}

/** What a page shows that loads the transcript only when ChatJS says that the chat is rehydrated, as AWS's chat interface does. */
async function openPage({ startChatResult: { ContactId, ParticipantId, ParticipantToken } }: StartedChat): Promise<string[]> {
  const config = { region: v.demo.visitorsApp.region, endpoint: v.demo.simulator.endpoint };
  const chatDetails = { contactId: ContactId, participantId: ParticipantId, participantToken: ParticipantToken };
  return v.customer.page.evaluate(async (chat) => {
    connect.ChatSession.setGlobalConfig(chat.config);
    const session = connect.ChatSession.create({ chatDetails: chat.chatDetails, type: 'CUSTOMER', disableCSM: true }) as Rehydratable;
    const rehydrated = new Promise<void>((resolve) => session.onChatRehydrated(resolve));
    await session.connect();
    await rehydrated;
    const messages: string[] = [];
    let nextToken: string | undefined;
    do {
      const { data } = await session.getTranscript({ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: 100, nextToken });
      messages.push(...(data?.Transcript ?? []).flatMap(({ Content }) => Content ?? []));
      nextToken = data?.NextToken;
    } while (nextToken);
    return messages;
  }, { config, chatDetails });
}

test('a page that loads the past only on the event of ChatJS shows the past', async () => {
  const { startChatResult: { ContactId }, persistentChat: { resumeHandle } } = await startChat();
  v.demo.simulator.transcripts.say(ContactId, { role: 'CUSTOMER', content: 'Where is my parcel?' });
  v.demo.simulator.contacts.end(ContactId);
  v.demo.simulator.clock.advance(60);
  expect(await openPage(await startChat(resumeHandle))).toEqual(['Where is my parcel?']);
});
