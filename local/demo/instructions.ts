import type { PersistentChat } from '@aws-sdk/client-connect';

export interface Endpoints {
  /** The start-chat API. */
  readonly apiUrl: string;
  /** The Connect simulator. */
  readonly connectEndpoint: string;
}

/** What a person types to use the running app: start a chat, end it, let its transcript be written, come back. */
export function formatInstructions({ apiUrl, connectEndpoint }: Endpoints): string {
  const control = (path: string) => `curl -X POST ${connectEndpoint}/control/${path}`;
  const start = (persistentChat?: PersistentChat) => (
    `curl ${apiUrl} \\\n  -d '${JSON.stringify({ ParticipantDetails: { DisplayName: 'Visitor' }, PersistentChat: persistentChat })}'`
  );
  return [
    'Or without a browser, as a visitor. Start a chat:', start(),
    'Put its ContactId in place of CONTACT_ID, and speak, transfer or end it:',
    control("contacts/CONTACT_ID/say -d 'as=customer&text=Hello'"),
    control('contacts/CONTACT_ID/transfer'),
    control('contacts/CONTACT_ID/end'),
    'Let its transcript be written, come back with its resumeHandle in place of RESUME_HANDLE, and see the new chat:',
    control('clock/advance -d seconds=60'),
    start({ SourceContactId: 'RESUME_HANDLE', RehydrationType: 'ENTIRE_PAST_SESSION' }),
    control('contacts/NEW_CONTACT_ID/show'),
    '',
  ].join('\n');
}
