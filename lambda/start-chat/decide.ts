import { createClientToken } from './client-token';
import { isContactId } from './contact-id';
import { FailureCode, InvalidRequestFailure, StartChatFailure } from './contract/failure';
import { NOT_CONTINUED_REASONS, NotContinuedCode } from './contract/not-continued';
import { ChatDetails, StartPlan } from './contract/start-plan';
import { decideAttributes } from './decide-attributes';
import { OpenedHandle } from './handles/resume-handles';
import { Caller } from './request/caller';
import { isAbsent } from './request/json-values';
import { DEFAULT_DISPLAY_NAME } from './request/name';
import { StartRequest } from './request/parse';
import { Settings } from './settings';
import { describeCustomer, readClaimName } from './signed-in-customer';
import { CHAT_DURATION_MINUTES } from '../../src/shared/chat-duration';

// https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html
const GUIDE_CONTENT_TYPES = ['application/vnd.amazonaws.connect.message.interactive', 'application/vnd.amazonaws.connect.message.interactive.response'];

/**
 * Decides what the caller gets. Only this function grants what a request asks for. With a session store, `decideSession` decides which
 * past chat is continued.
 * @param handle the result of opening the source contact as a resume handle; absent when the API has no resume handles
 */
export function decide(request: StartRequest, caller: Caller, settings: Settings, handle?: OpenedHandle): StartPlan {
  const displayName = decideDisplayName(request, caller, settings);
  const { attributes, droppedAttributes } = decideAttributes(request, displayName, caller, settings);
  return {
    chat: {
      InstanceId: decideInstance(request, settings),
      ContactFlowId: decideContactFlow(request, settings),
      ParticipantDetails: { DisplayName: displayName },
      Attributes: attributes,
      InitialMessage: request.initialMessage,
      SupportedMessagingContentTypes: decideContentTypes(request, settings),
      ChatDurationInMinutes: decideChatDuration(request, settings),
      DisconnectOnCustomerExit: settings.disconnectAgentOnCustomerExit ? ['AGENT'] : undefined,
      ...decideIdentity(caller, settings),
      ParticipantConfiguration: settings.responseMode && { ResponseMode: settings.responseMode },
    },
    droppedAttributes,
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

function decideDisplayName({ displayName }: StartRequest, caller: Caller, settings: Settings): string {
  if (settings.displayNameClaim === undefined) return displayName;
  return readClaimName(caller, settings.displayNameClaim) ?? DEFAULT_DISPLAY_NAME;
}

function decideContentTypes({ contentTypes }: StartRequest, { segmentAttributes }: Settings): string[] | undefined {
  if (segmentAttributes.get('connect:Subtype') !== 'connect:Guide') return contentTypes && [...contentTypes];
  return [...new Set([...contentTypes ?? ['text/plain'], ...GUIDE_CONTENT_TYPES])];
}

/** What is said of the customer comes last: it wins over the segment attributes of every chat. */
function decideIdentity(caller: Caller, settings: Settings): Pick<ChatDetails, 'CustomerId' | 'SegmentAttributes'> {
  const customer = describeCustomer(caller, settings);
  if (settings.segmentAttributes.size === 0) return customer;
  const own = [...settings.segmentAttributes].map(([key, ValueString]) => [key, { ValueString }]);
  return { ...customer, SegmentAttributes: { ...Object.fromEntries(own), ...customer.SegmentAttributes } };
}

function decideChatDuration({ chatDurationMinutes: asked }: StartRequest, { maxChatDurationMinutes: max }: Settings): number | undefined {
  if (asked !== undefined && asked > max) throw new InvalidRequestFailure('ChatDurationInMinutes', `must be at most ${max}.`);
  return asked ?? (max < CHAT_DURATION_MINUTES.usual ? max : undefined);
}
