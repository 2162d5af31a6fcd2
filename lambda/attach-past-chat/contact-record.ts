import { DescribeContact$ } from '@aws-sdk/client-connect';
import type { DescribeContactRequest } from '@aws-sdk/client-connect';
import type { StaticOperationSchema, StaticStructureSchema } from '@smithy/types';
import { ConnectInstance } from './connect-instance';
import { classifyError } from '../start-chat/connect/errors';

/** What is read of a record. A date is read as its number: the bundle has no code of the SDK for dates. */
interface ReadContact {
  readonly DisconnectTimestamp?: number;
  readonly RelatedContactId?: string;
  readonly AgentInfo?: object;
  readonly ChatMetrics?: { readonly CustomerMetrics?: ReadMetrics; readonly AgentMetrics?: ReadMetrics };
}

interface ReadMetrics {
  readonly MessagesSent?: number;
}

// Types of members as the SDK's schemas write them.
const [TEXT, NUMBER] = [0, 1] as const;
const describeShape = (name: string, members: Record<string, StaticStructureSchema | typeof TEXT | typeof NUMBER>): StaticStructureSchema => (
  [3, 'com.amazonaws.connect', name, 0, Object.keys(members), Object.values(members).map((member) => (typeof member === 'number' ? member : () => member))]
);
const METRICS = describeShape('ParticipantMetrics', { MessagesSent: NUMBER });
const CONTACT = describeShape('Contact', {
  DisconnectTimestamp: NUMBER,
  RelatedContactId: TEXT,
  AgentInfo: describeShape('AgentInfo', {}),
  ChatMetrics: describeShape('ChatMetrics', { CustomerMetrics: METRICS, AgentMetrics: METRICS }),
});
const [kind, namespace, operationName, traits, input] = DescribeContact$;
const DESCRIBE_CONTACT: StaticOperationSchema = [kind, namespace, operationName, traits, input, describeShape('DescribeContactResponse', { Contact: CONTACT })];

/** What Connect has recorded of a contact. */
export interface ContactRecord {
  readonly hasEnded: boolean;
  /** The past contact that its chat continues. */
  readonly continuedFromContactId?: string;
  /** How many messages the customer has sent, and an agent has. Undefined when the record does not tell. */
  readonly customerMessages?: number;
  readonly agentMessages?: number;
}

/** @returns undefined when Connect does not tell now */
export async function describeContact(
  { connect, instanceId }: ConnectInstance, contactId: string, deadline: AbortSignal,
): Promise<ContactRecord | undefined> {
  const request: DescribeContactRequest = { InstanceId: instanceId, ContactId: contactId };
  try {
    const { Contact } = await connect.call<{ readonly Contact?: ReadContact }>(DESCRIBE_CONTACT, request, deadline);
    return Contact && readRecord(Contact);
  } catch (error) {
    if (classifyError(error) === 'InternalError') throw error;
    return undefined;
  }
}

function readRecord({ DisconnectTimestamp, RelatedContactId, AgentInfo, ChatMetrics }: ReadContact): ContactRecord {
  return {
    hasEnded: DisconnectTimestamp !== undefined,
    continuedFromContactId: RelatedContactId,
    customerMessages: ChatMetrics?.CustomerMetrics?.MessagesSent,
    agentMessages: ChatMetrics?.AgentMetrics?.MessagesSent ?? (AgentInfo ? undefined : 0),
  };
}

/** Whether something was said in a contact, beyond the `InitialMessage`. What is not known counts as said, so that no conversation is skipped. */
export function wasSomethingSaid(record: ContactRecord | undefined, hasInitialMessage = false): boolean {
  if (record?.customerMessages === undefined || record.agentMessages === undefined) return true;
  return record.customerMessages > (hasInitialMessage ? 1 : 0) || record.agentMessages > 0;
}
