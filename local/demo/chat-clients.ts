import type { PersistentChat } from '@aws-sdk/client-connect';

/** A client's request to start a chat. */
export interface ClientRequest {
  readonly client: string;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

export interface ChatTarget {
  readonly instanceId: string;
  readonly contactFlowId: string;
}

const DISPLAY_NAME = 'Jane';

/** The chat interface splits the content types at commas without trimming them, and sends null for a missing duration. */
export function buildChatInterfaceRequest({ instanceId, contactFlowId }: ChatTarget, persistentChat?: PersistentChat): ClientRequest {
  return {
    client: 'Amazon Connect chat interface (web)',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
    body: {
      InstanceId: instanceId,
      ContactFlowId: contactFlowId,
      ParticipantDetails: { DisplayName: DISPLAY_NAME },
      Username: DISPLAY_NAME,
      Attributes: { customerName: DISPLAY_NAME },
      SupportedMessagingContentTypes: ['text/plain', ' text/markdown'],
      ChatDurationInMinutes: null,
      PersistentChat: persistentChat,
    },
  };
}

/** `config.participantDisplayName` is optional, and Touchpoint knows no past chats. */
export function buildTouchpointRequest({ instanceId, contactFlowId }: ChatTarget): ClientRequest {
  return {
    client: 'Touchpoint',
    headers: { 'Content-Type': 'application/json' },
    body: {
      InstanceId: instanceId,
      ContactFlowId: contactFlowId,
      ParticipantDetails: {},
      SupportedMessagingContentTypes: [
        'text/plain',
        'text/markdown',
        'application/json',
        'application/vnd.amazonaws.connect.message.interactive',
        'application/vnd.amazonaws.connect.message.interactive.response',
      ],
    },
  };
}

export function buildAndroidRequest({ instanceId, contactFlowId }: ChatTarget, persistentChat?: PersistentChat): ClientRequest {
  return {
    client: 'Android sample app',
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    body: {
      InstanceId: instanceId,
      ContactFlowId: contactFlowId,
      PersistentChat: persistentChat,
      ParticipantDetails: { DisplayName: DISPLAY_NAME },
      SupportedMessagingContentTypes: ['text/plain', 'text/markdown'],
    },
  };
}

export function buildIosRequest({ instanceId, contactFlowId }: ChatTarget, persistentChat?: PersistentChat): ClientRequest {
  return {
    client: 'iOS sample app',
    headers: { 'Content-Type': 'Application/json', 'Content-Encoding': 'amz-1.0' },
    body: {
      ConnectInstanceId: instanceId,
      ContactFlowId: contactFlowId,
      ParticipantDetails: { DisplayName: DISPLAY_NAME },
      PersistentChat: persistentChat,
      SupportedMessagingContentTypes: ['text/plain', 'text/markdown', 'application/vnd.amazonaws.connect.message.interactive'],
    },
  };
}

/** Has no contact id: the session store knows the customer's contacts. */
export function buildSignedInRequest(): ClientRequest {
  return { client: 'Web page, signed in', headers: {}, body: { ParticipantDetails: { DisplayName: DISPLAY_NAME } } };
}
