import { FAILURE_RULES } from './failure';
import type { ReasonCode } from '../../../src/shared/start-chat-contract';

const REASONS = {
  SOURCE_REFUSED: FAILURE_RULES.SourceContactRefused.message,
  PAST_CHAT_PENDING: 'The past chat cannot be continued yet. If Amazon Connect accepts it within 15 minutes, it is added to this chat.',
  LATER_CHAT_CONTINUED: 'A later chat is continued, and the one in notContinued is not part of it. Name that one as SourceContactId to continue it.',
  SOURCE_NOT_CONTINUED: 'Amazon Connect started the chat without continuing the source contact.',
  HANDLE_INVALID: 'SourceContactId is not a valid resume handle of this customer, or it has expired.',
  HANDLE_UNAVAILABLE: FAILURE_RULES.ResumeHandlesUnavailable.message,
} as const satisfies Record<ReasonCode, string>;

/** Why a past chat that was asked for is not continued. Clients rely on the codes. */
export type NotContinuedCode = keyof typeof REASONS;

/** The texts of the codes. */
export const NOT_CONTINUED_REASONS: Readonly<Record<NotContinuedCode, string>> = REASONS;
