import type { PersistentChat } from '@aws-sdk/client-connect';

export interface Endpoints {
  /** The start-chat API. */
  readonly apiUrl: string;
  /** The Connect simulator. */
  readonly connectEndpoint: string;
}

/** Formats the commands with which a person uses the running app: starts a chat, ends it and comes back. */
export function formatInstructions({ apiUrl, connectEndpoint }: Endpoints): string {
  const control = (path: string) => `curl -X POST ${connectEndpoint}/control/${path}`;
  const start = (persistentChat?: PersistentChat) => (
    `curl ${apiUrl} \\\n  -d '${JSON.stringify({ ParticipantDetails: { DisplayName: 'Visitor' }, PersistentChat: persistentChat })}'`
  );
  return [
    'Or without a browser, as a visitor. Start a chat:', start(),
    'Replace CONTACT_ID by its ContactId. Send a message, transfer the chat or end it:',
    control("contacts/CONTACT_ID/say -d 'as=customer&text=Hello'"),
    control('contacts/CONTACT_ID/transfer'),
    control('contacts/CONTACT_ID/end'),
    'Wait until its transcript is written. Come back with RESUME_HANDLE replaced by its resumeHandle, and show the new chat:',
    control('clock/advance -d seconds=60'),
    start({ SourceContactId: 'RESUME_HANDLE', RehydrationType: 'ENTIRE_PAST_SESSION' }),
    control('contacts/NEW_CONTACT_ID/show'),
    '',
  ].join('\n');
}
