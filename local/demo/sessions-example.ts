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

  report.printStep('That chat ends, too. She opens the page in two tabs at once, and both get the same chat');
  contacts.end(second);
  clock.advance(TRANSCRIPT_SECONDS);
  await startTwice(stage);
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
