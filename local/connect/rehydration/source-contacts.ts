import type { PersistentChat, RehydrationType } from '@aws-sdk/client-connect';
import { rehydrate, type PastSession, type Rehydration } from './rehydration';
import type { Assumptions } from '../contact-centre/assumptions';
import { type ChatSession, type Contacts, isRunning } from '../contact-centre/contacts';
import type { Transcripts } from '../contact-centre/transcripts';
import { ConnectError } from '../protocol/connect-error';

/** Limits of rehydration: https://docs.aws.amazon.com/connect/latest/adminguide/chat-persistence.html */
const PAST_CONTACTS = 100;
const TRANSCRIPT_BYTES = 5 * 1024 * 1024;

/** Decides whether a chat can continue from the source contact of a request, and from which contact. */
export class SourceContacts {
  constructor(private readonly contacts: Contacts, private readonly transcripts: Transcripts, private readonly assumptions: Assumptions) {}

  rehydrate({ SourceContactId, RehydrationType: type }: PersistentChat): Rehydration | undefined {
    if (!SourceContactId) return undefined;
    this.requireUsable(SourceContactId, type!);
    const rehydration = rehydrate(type!, SourceContactId, (contactId) => toPastSession(this.contacts.requireSession(contactId)));
    this.requireTranscripts(rehydration.pastContactIds);
    return rehydration;
  }

  private requireUsable(source: string, type: RehydrationType): void {
    const session = this.contacts.findSession(source);
    if (!session) throw new ConnectError(this.assumptions.unknownSource, 'The source contact does not exist');
    if (isRunning(session)) throw new ConnectError(this.assumptions.activeSource, 'The source contact is still active');
    const isInitial = session.contacts[0].contactId === source;
    if (type === 'ENTIRE_PAST_SESSION' && !isInitial && this.assumptions.nonInitialSource === 'REFUSE') {
      throw new ConnectError(this.assumptions.invalidRequest, 'The source contact is not the initial contact of its session');
    }
  }

  private requireTranscripts(pastContactIds: readonly string[]): void {
    if (!pastContactIds.every((contactId) => this.transcripts.isWritten(contactId))) {
      throw new ConnectError(this.assumptions.transcriptNotWritten, 'The transcript of the source contact is not written yet');
    }
    if (pastContactIds.length > PAST_CONTACTS || pastContactIds.some((contactId) => this.transcripts.countBytes(contactId) > TRANSCRIPT_BYTES)) {
      throw new ConnectError(this.assumptions.sourceTooLarge, 'The source contact has too many past contacts or too long a transcript');
    }
  }
}

function toPastSession({ contacts, continuedFromContactId }: ChatSession): PastSession {
  return { contactIds: contacts.map(({ contactId }) => contactId), continuedFromContactId };
}
