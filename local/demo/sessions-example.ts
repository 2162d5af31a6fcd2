import { buildSignedInRequest } from './chat-clients';
import { type DemoContext, startAndCheckChat, TRANSCRIPT_SECONDS } from './checked-chat';

/** Plays a signed-in customer. She sends no contact id, because a session store remembers her chats. */
export async function playSessions(stage: DemoContext): Promise<void> {
  const { report, simulator: { contacts, transcripts, clock } } = stage;

  report.printStep('Another customer has signed in. A session store remembers her chats, so she sends no contact id');
  const first = await startAndCheckChat(stage, buildSignedInRequest(), { outcome: 'NEW' });
  if (!first) return;
  const name = report.names.getOrAdd(first);
  transcripts.say(first, { role: 'CUSTOMER', content: 'Can I change my address?' });

  report.printStep('She refreshes the page: the chat is still running, so she gets it back');
  const refreshed = await startAndCheckChat(stage, buildSignedInRequest(), { outcome: 'RESUMED' });
  report.check('chat', name, report.names.find(refreshed));

  report.printStep(`The chat ends; ${TRANSCRIPT_SECONDS} seconds later she comes back`);
  contacts.end(first);
  clock.advance(TRANSCRIPT_SECONDS);
  const second = await startAndCheckChat(stage, buildSignedInRequest(), { outcome: 'REHYDRATED', continuedFrom: name, past: [name] });
  if (!second) return;
  transcripts.say(second, { role: 'CUSTOMER', content: 'And my phone number?' });

  const third = await comeBackAtOnce(stage, second, name);
  if (!third) return;

  report.printStep('That chat ends, too. She opens the page in two tabs at once, and both get the same chat');
  contacts.end(third);
  clock.advance(TRANSCRIPT_SECONDS);
  await startTwice(stage);
}

/** The past chat is not ready yet. It has to appear in the new chat. */
async function comeBackAtOnce(stage: DemoContext, ended: string, before: string): Promise<string | undefined> {
  const { report, simulator: { contacts, clock } } = stage;
  report.printStep('She ends the chat and comes back at once, before its transcript is written');
  contacts.end(ended);
  const chat = await startAndCheckChat(stage, buildSignedInRequest(), { outcome: 'NOT_REHYDRATED' });
  if (!chat) return undefined;

  report.printStep(`${TRANSCRIPT_SECONDS} seconds later the past chat has appeared in the same chat`);
  await clock.letPass(TRANSCRIPT_SECONDS);
  const endedName = report.names.find(ended);
  const resumed = await startAndCheckChat(stage, buildSignedInRequest(), { outcome: 'RESUMED', continuedFrom: endedName, past: [endedName, before] });
  report.check('chat', report.names.find(chat), report.names.find(resumed));
  return chat;
}

async function startTwice({ report, api, simulator: { contacts } }: DemoContext): Promise<void> {
  const running = contacts.countRunning();
  const request = buildSignedInRequest();
  report.printRequest(api, request);
  report.printRequest(api, request);
  const answers = await Promise.all([api.startChat(request), api.startChat(request)]);
  answers.forEach((answer) => report.printAnswer(answer));
  report.check('chats started', '1', `${contacts.countRunning() - running}`);
  const given = answers.flatMap(({ body }) => body.data?.startChatResult?.ContactId ?? []);
  report.check('chats given out', '1', `${new Set(given).size}`);
}
