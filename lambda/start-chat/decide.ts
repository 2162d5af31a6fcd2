import { clientTokenFor } from './connect/client-tokens';
import { claimAttributes, customerIdentity } from './connect/signed-in-customer';
import { FailureCode, StartChatFailure, invalidRequest } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import type { ReadHandle } from './handles/resume-handles';
import { Caller } from './request/caller';
import { isAbsent } from './request/json-values';
import { StartRequest } from './request/parse';
import { Settings } from './settings';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const MAX_ATTRIBUTES_BYTES = 32_768;
const CONNECT_DEFAULT_CHAT_MINUTES = 1500;

/** The attribute that AWS's sample backend sets, and that existing flows read. */
const NAME_ATTRIBUTE = 'customerName';

const HANDLE_INVALID = 'A past chat is continued with the resumeHandle of its answer, by the customer who got it. This is none, or has expired.';
const HANDLE_UNAVAILABLE = 'The resume handle cannot be read right now. Keep it, and try it again with a later chat.';

/** The customer's claims leave no room for a chat, which the customer cannot help. */
class OversizedClaimsError extends Error {
  readonly name = 'OversizedClaimsError';
}

/**
 * Decides what a caller gets of what the request asks for. It is the only place that grants anything, but for past chats
 * that a session store knows: those are `decideSession`'s.
 * @param handle what the source contact is as a resume handle, where there are handles
 */
export function decide(request: StartRequest, caller: Caller, settings: Settings, handle?: ReadHandle): StartPlan {
  const { displayName, idempotencyKey } = request;
  return {
    chat: {
      InstanceId: instanceId(request, settings),
      ContactFlowId: contactFlowId(request, settings),
      ParticipantDetails: { DisplayName: displayName },
      Attributes: attributes(request, caller, settings),
      InitialMessage: request.initialMessage,
      SupportedMessagingContentTypes: request.contentTypes && [...request.contentTypes],
      ChatDurationInMinutes: chatDurationMinutes(request, settings),
      ClientToken: idempotencyKey === undefined ? undefined : clientTokenFor(caller, idempotencyKey, request.body),
      ...customerIdentity(caller, settings),
    },
    ...source(request, settings, handle),
  };
}

function source(
  { sourceContactId, rehydrationType }: StartRequest, settings: Settings, handle: ReadHandle | undefined,
): Pick<StartPlan, 'source' | 'sourceRefused'> {
  if (sourceContactId === undefined) return {};
  const RehydrationType = rehydrationType ?? settings.defaultRehydrationType;
  const continued = (SourceContactId: string) => ({ source: { SourceContactId, RehydrationType } });
  if (handle?.state === 'VALID') return continued(handle.contactId);
  if (handle?.state === 'UNAVAILABLE') return sourceRefused('ResumeHandlesUnavailable', HANDLE_UNAVAILABLE, settings);
  if (settings.acceptSourceContactId) return continued(sourceContactId);
  return sourceRefused('SourceContactNotAllowed', HANDLE_INVALID, settings);
}

function sourceRefused(code: FailureCode, reason: string, { rehydrationFailure }: Settings): Pick<StartPlan, 'sourceRefused'> {
  if (rehydrationFailure === 'RETURN_ERROR') throw new StartChatFailure(code);
  return { sourceRefused: reason };
}

function instanceId({ instances }: StartRequest, settings: Settings): string {
  const allowed: unknown[] = [settings.instanceId, settings.instanceArn];
  if (instances.some((instance) => isChosen(instance) && !allowed.includes(instance))) throw new StartChatFailure('InstanceNotAllowed');
  return settings.instanceId;
}

function contactFlowId({ contactFlow }: StartRequest, { contactFlowIds, instanceArn }: Settings): string {
  if (!isChosen(contactFlow)) return contactFlowIds[0];
  const chosen = contactFlowIds.find((id) => contactFlow === id || contactFlow === `${instanceArn}/contact-flow/${id}`);
  if (chosen === undefined) throw new StartChatFailure('ContactFlowNotAllowed');
  return chosen;
}

function isChosen(value: unknown): boolean {
  return !isAbsent(value) && value !== '';
}

function attributes(request: StartRequest, caller: Caller, settings: Settings): Record<string, string> {
  const refused = [...request.attributes.keys()].find((key) => key !== NAME_ATTRIBUTE && !settings.allowedAttributes.includes(key));
  if (refused !== undefined) {
    throw invalidRequest('Attributes', `may not have the key "${refused}". Add it to allowedAttributes of PersistentChat to allow it.`);
  }
  const own: [string, string][] = [[NAME_ATTRIBUTE, request.displayName], ...claimAttributes(caller, settings)];
  if (bytesOf(own) > MAX_ATTRIBUTES_BYTES) throw new OversizedClaimsError();
  // The server's own come last: they win.
  const granted = [...new Map([...request.attributes, ...own])];
  if (bytesOf(granted) > MAX_ATTRIBUTES_BYTES) {
    throw invalidRequest('Attributes', `may have at most ${MAX_ATTRIBUTES_BYTES} bytes over all keys and values, with those that the server sets.`);
  }
  return Object.fromEntries(granted);
}

function bytesOf(pairs: readonly [string, string][]): number {
  return Buffer.byteLength(pairs.flat().join(''));
}

function chatDurationMinutes({ chatDurationMinutes: asked }: StartRequest, { maxChatDurationMinutes: max }: Settings): number | undefined {
  if (asked !== undefined && asked > max) throw invalidRequest('ChatDurationInMinutes', `may be at most ${max}.`);
  return asked ?? (max < CONNECT_DEFAULT_CHAT_MINUTES ? max : undefined);
}
