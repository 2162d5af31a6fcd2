import type { ChatMetrics, ParticipantMetrics } from '@aws-sdk/client-connect';
import type { ParticipantRole } from '../contact-centre/chat-item';
import type { Contact } from '../contact-centre/contacts';
import type { TranscriptItem } from '../contact-centre/transcripts';

/**
 * Counts what was said in a contact. Response times and turns are left out: AWS does not document how they are counted.
 *
 * @param messages of this contact, oldest first
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_ChatMetrics.html
 */
export function countChatMetrics({ agent, endedAt }: Contact, customerId: string, messages: readonly TranscriptItem[]): ChatMetrics {
  const of = (role: ParticipantRole) => messages.filter(({ ParticipantRole }) => ParticipantRole === role);
  const [customer, bot] = [of('CUSTOMER'), of('SYSTEM')];
  const agentFirst = readTime(of('AGENT')[0]);
  const customerLast = readTime(customer.at(-1));
  return {
    ChatContactMetrics: {
      MultiParty: false,
      TotalMessages: messages.length,
      TotalBotMessages: bot.length,
      TotalBotMessageLengthInChars: countCharacters(bot),
      AgentFirstResponseTimestamp: agentFirst,
      AgentFirstResponseTimeInMillis: agent && agentFirst && agentFirst.getTime() - agent.connectedAt,
      ConversationCloseTimeInMillis: endedAt === undefined || !customerLast ? undefined : endedAt - customerLast.getTime(),
    },
    CustomerMetrics: countParticipantMetrics('CUSTOMER', customerId, customer),
    AgentMetrics: agent && countParticipantMetrics('AGENT', agent.participantId, of('AGENT')),
  };
}

function countParticipantMetrics(type: 'CUSTOMER' | 'AGENT', participantId: string, messages: readonly TranscriptItem[]): ParticipantMetrics {
  return {
    ParticipantId: participantId,
    ParticipantType: type,
    MessagesSent: messages.length,
    MessageLengthInChars: countCharacters(messages),
    LastMessageTimestamp: readTime(messages.at(-1)),
  };
}

function countCharacters(messages: readonly TranscriptItem[]): number {
  return messages.reduce((sum, { Content = '' }) => sum + [...Content].length, 0);
}

function readTime(message?: TranscriptItem): Date | undefined {
  return message && new Date(message.AbsoluteTime);
}
