import { CreatePersistentContactAssociation$ } from '@aws-sdk/client-connect';
import type { CreatePersistentContactAssociationRequest, CreatePersistentContactAssociationResponse } from '@aws-sdk/client-connect';
import { ConnectInstance } from './connect-instance';
import { getErrorName } from '../aws/call-error';
import { hashTexts } from '../hash';
import { PastChatMessage } from '../late-rehydration/past-chat-message';
import { classifyError, isRequestRefused } from '../start-chat/connect/errors';

/** What Connect says to a try. */
export type Attached =
  | { readonly outcome: 'ATTACHED'; readonly continuedFromContactId?: string }
  /** Amazon Connect may accept it later. */
  | { readonly outcome: 'NOT_YET'; readonly errorName: string };

/** Amazon Connect failed in a way that no later try can mend. The error has the name of its cause, and not its words. */
class AttachError extends Error {
  constructor(cause: unknown) {
    super('Amazon Connect cannot attach the past chat.');
    this.name = getErrorName(cause);
  }
}

/**
 * Asks Amazon Connect to attach the past chat to the running one.
 * @throws what no later try can mend, such as a missing permission
 */
export async function attachPastChat(
  { connect, instanceId }: ConnectInstance, message: PastChatMessage, sourceContactId: string, tries: number, deadline: AbortSignal,
): Promise<Attached> {
  const { contactId, rehydrationType, isSentAgain } = message;
  const request: CreatePersistentContactAssociationRequest = {
    InstanceId: instanceId,
    InitialContactId: contactId,
    SourceContactId: sourceContactId,
    RehydrationType: rehydrationType,
    // A repeat of one try is the same request. The next try needs its own: Connect could repeat a refusal.
    ClientToken: hashTexts([isSentAgain ? 'attach-again' : 'attach', contactId, sourceContactId, rehydrationType, String(tries)]),
  };
  try {
    const attached = await connect.call<CreatePersistentContactAssociationResponse>(CreatePersistentContactAssociation$, request, deadline);
    return { outcome: 'ATTACHED', continuedFromContactId: attached.ContinuedFromContactId };
  } catch (error) {
    if (!mayChange(error)) throw new AttachError(error);
    return { outcome: 'NOT_YET', errorName: getErrorName(error) };
  }
}

function mayChange(error: unknown): boolean {
  if (isRequestRefused(error)) return true;
  return ['TooManyRequests', 'ConcurrentChatLimit', 'ConnectUnavailable', 'ConnectUnreachable'].includes(classifyError(error));
}
