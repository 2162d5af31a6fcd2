import { once } from 'node:events';
import type { PersistentChat } from '@aws-sdk/client-connect';
import type { StartChatApiOptions } from './start-chat-api';
import type { ConnectSimulator } from '../connect/simulator';

/** What a person types to use the running app: start a chat, end it, let its transcript be written, come back. */
export function instructions({ url, region, credentials }: StartChatApiOptions, simulator: ConnectSimulator): string {
  const { accessKeyId, secretAccessKey } = credentials;
  const control = (path: string) => `curl -X POST ${simulator.endpoint}/control/${path}`;
  const start = (persistentChat?: PersistentChat) => [
    `curl --aws-sigv4 'aws:amz:${region}:execute-api' --user '${accessKeyId}:${secretAccessKey}' \\`,
    `  -H 'Content-Type: application/json' ${url} \\`,
    `  -d '${JSON.stringify({ ParticipantDetails: { DisplayName: 'Jane' }, PersistentChat: persistentChat })}'`,
  ].join('\n');
  return [
    `\nServing ${url} until Ctrl-C.`,
    'The credentials below are local ones and worth nothing elsewhere.',
    'Start a chat:', start(),
    'Put its ContactId in place of CONTACT_ID, and speak, transfer or end it:',
    control("contacts/CONTACT_ID/say -d 'as=customer&text=Hello'"),
    control('contacts/CONTACT_ID/transfer'),
    control('contacts/CONTACT_ID/end'),
    'Let its transcript be written, come back to it, and see the new chat:',
    control('clock/advance -d seconds=60'),
    start({ SourceContactId: 'CONTACT_ID', RehydrationType: 'ENTIRE_PAST_SESSION' }),
    control('contacts/NEW_CONTACT_ID/show'),
    '',
  ].join('\n');
}

export async function interrupted(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
