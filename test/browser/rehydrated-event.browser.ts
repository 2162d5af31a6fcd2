/// <reference types="amazon-connect-chatjs" />
import { ConnectClient, CreatePersistentContactAssociationCommand } from '@aws-sdk/client-connect';
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

/** A chat in which the customer has said something. It has ended, and its transcript is written. */
async function playPastChat(): Promise<StartedChat> {
  const chat = await startChat();
  v.demo.simulator.transcripts.say(chat.startChatResult.ContactId, { role: 'CUSTOMER', content: 'Where is my parcel?' });
  v.demo.simulator.contacts.end(chat.startChatResult.ContactId);
  v.demo.simulator.clock.advance(60);
  return chat;
}

/** Connect adds the past conversation to the chat that runs. */
async function associate(contactId: string, sourceContactId: string): Promise<void> {
  const { simulator, visitorsApp: { region } } = v.demo;
  const client = new ConnectClient({ region, endpoint: simulator.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  await client.send(new CreatePersistentContactAssociationCommand({
    InstanceId: JSON.parse(simulator.requests.at(-1)!.body).InstanceId,
    InitialContactId: contactId,
    SourceContactId: sourceContactId,
    RehydrationType: 'ENTIRE_PAST_SESSION',
  }));
}

test('a page that loads the past only on the event of ChatJS shows the past', async () => {
  const { persistentChat: { resumeHandle } } = await playPastChat();
  expect(await openPage(await startChat(resumeHandle))).toEqual(['Where is my parcel?']);
});

test('a past conversation that is added to an open chat appears there, and the agent sees that it was added', async () => {
  const { startChatResult: past } = await playPastChat();
  await v.customer.start();
  await v.customer.say('Hello again.');
  await associate(await v.customer.contactId(), past.ContactId);
  await v.customer.earlier.getByText('Where is my parcel?').waitFor();
  await v.agent.conversation.getByText('Where is my parcel?').waitFor();
  await v.agent.conversation.getByText('The earlier conversation was added').waitFor();
});
