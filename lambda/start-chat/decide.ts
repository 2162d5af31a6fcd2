import { createClientToken } from './client-token';
import { isContactId } from './contact-id';
import { FailureCode, InvalidRequestFailure, StartChatFailure } from './contract/failure';
import { NOT_CONTINUED_REASONS, NotContinuedCode } from './contract/not-continued';
import { StartPlan } from './contract/start-plan';
import { OpenedHandle } from './handles/resume-handles';
import { Caller } from './request/caller';
import { isAbsent } from './request/json-values';
import { StartRequest } from './request/parse';
import { Settings } from './settings';
import { describeCustomer, readClaimAttributes } from './signed-in-customer';
import { CHAT_DURATION_MINUTES } from '../../src/shared/chat-duration';
import { NAME_ATTRIBUTE } from '../../src/shared/name-attribute';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const MAX_ATTRIBUTES_BYTES = 32_768;

/** The attributes that the server sets exceed Connect's limit by themselves. The caller cannot correct that. */
class OversizedClaimsError extends Error {
  readonly name = 'OversizedClaimsError';
}

/**
 * Decides what the caller gets. Only this function grants what a request asks for. With a session store, `decideSession` decides which
 * past chat is continued.
 * @param handle the result of opening the source contact as a resume handle; absent when the API has no resume handles
 */
export function decide(request: StartRequest, caller: Caller, settings: Settings, handle?: OpenedHandle): StartPlan {
  const { displayName } = request;
  return {
    chat: {
      InstanceId: decideInstance(request, settings),
      ContactFlowId: decideContactFlow(request, settings),
      ParticipantDetails: { DisplayName: displayName },
      Attributes: decideAttributes(request, caller, settings),
      InitialMessage: request.initialMessage,
      SupportedMessagingContentTypes: request.contentTypes && [...request.contentTypes],
      ChatDurationInMinutes: decideChatDuration(request, settings),
      DisconnectOnCustomerExit: settings.disconnectAgentOnCustomerExit ? ['AGENT'] : undefined,
      ...describeCustomer(caller, settings),
    },
    clientToken: decideClientToken(request, caller, settings),
    rehydrationType: request.rehydrationType ?? settings.defaultRehydrationType,
    ...decideSource(request, settings, handle),
  };
}

function decideSource(
  { sourceContactId }: StartRequest, settings: Settings, handle: OpenedHandle | undefined,
): Pick<StartPlan, 'sourceContactId' | 'sourceRefused'> {
  if (sourceContactId === undefined) return {};
  if (handle?.state === 'VALID') return { sourceContactId: handle.contactId };
  if (handle?.state === 'UNAVAILABLE') return refuseSource('ResumeHandlesUnavailable', 'HANDLE_UNAVAILABLE', settings);
  // The session store knows its customers' contacts and sends no other.
  if (settings.acceptSourceContactId && (isContactId(sourceContactId) || settings.sessionTable)) return { sourceContactId };
  // Connect is not asked about what cannot be a contact.
  return handle ? refuseSource('SourceContactNotAllowed', 'HANDLE_INVALID', settings) : refuseSource('SourceContactRefused', 'SOURCE_REFUSED', settings);
}

function refuseSource(code: FailureCode, sourceRefused: NotContinuedCode, { rehydrationFailure }: Settings): Pick<StartPlan, 'sourceRefused'> {
  if (rehydrationFailure === 'RETURN_ERROR') throw new StartChatFailure(code, { message: NOT_CONTINUED_REASONS[sourceRefused] });
  return { sourceRefused };
}

/** With a session store there is none here: each lease has its own token. */
function decideClientToken({ idempotencyKey, body }: StartRequest, caller: Caller, { sessionTable }: Settings): string | undefined {
  return sessionTable || idempotencyKey === undefined ? undefined : createClientToken(caller, idempotencyKey, body);
}

function decideInstance({ instances }: StartRequest, settings: Settings): string {
  const allowed: unknown[] = [settings.instanceId, settings.instanceArn];
  if (instances.some((instance) => !isAbsent(instance) && !allowed.includes(instance))) throw new StartChatFailure('InstanceNotAllowed');
  return settings.instanceId;
}

function decideContactFlow({ contactFlow }: StartRequest, { contactFlowIds, instanceArn }: Settings): string {
  if (isAbsent(contactFlow)) return contactFlowIds[0];
  const chosen = contactFlowIds.find((id) => contactFlow === id || contactFlow === `${instanceArn}/contact-flow/${id}`);
  if (chosen === undefined) throw new StartChatFailure('ContactFlowNotAllowed');
  return chosen;
}

function decideAttributes(request: StartRequest, caller: Caller, settings: Settings): Record<string, string> {
  const refused = [...request.attributes.keys()].find((key) => key !== NAME_ATTRIBUTE && !settings.allowedAttributes.includes(key));
  if (refused !== undefined) {
    throw new InvalidRequestFailure('Attributes', `may not have the key "${refused}". Add it to allowedAttributes of PersistentChat to allow it.`);
  }
  const own: [string, string][] = [[NAME_ATTRIBUTE, request.displayName], ...readClaimAttributes(caller, settings)];
  if (countBytes(own) > MAX_ATTRIBUTES_BYTES) throw new OversizedClaimsError();
  // The server's attributes come last, so that they replace the caller's.
  const granted = [...new Map([...request.attributes, ...own])];
  if (countBytes(granted) > MAX_ATTRIBUTES_BYTES) {
    throw new InvalidRequestFailure('Attributes', `must have at most ${MAX_ATTRIBUTES_BYTES} bytes over all keys and values, with those that the server sets.`);
  }
  return Object.fromEntries(granted);
}

function countBytes(pairs: readonly [string, string][]): number {
  return Buffer.byteLength(pairs.flat().join(''));
}

function decideChatDuration({ chatDurationMinutes: asked }: StartRequest, { maxChatDurationMinutes: max }: Settings): number | undefined {
  if (asked !== undefined && asked > max) throw new InvalidRequestFailure('ChatDurationInMinutes', `must be at most ${max}.`);
  return asked ?? (max < CHAT_DURATION_MINUTES.usual ? max : undefined);
}
