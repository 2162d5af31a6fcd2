import { errorNameOf, isMadeFromAnswer } from './connect/errors';
import { ConnectTrace } from './connect/execute';
import { StartChatFailure, failureRule } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { HandleTrace } from './handles/resume-handles';
import { Settings } from './settings';

/** What a request's log line says whatever came of it. */
export interface RequestFacts {
  readonly requestId: string;
  readonly functionRequestId: string;
  readonly coldStart: boolean;
  readonly startedAt: number;
  readonly connect: ConnectTrace;
  readonly plan?: StartPlan;
  readonly handles: HandleTrace;
}

const USUAL_CAUSES: ReadonlyMap<string | undefined, string> = new Map([
  ['ResourceNotFoundException', 'The instance or the contact flow does not exist in this Region, or the flow is not published.'],
  ['AccessDeniedException', 'The role of the function may not call StartChatContact with this contact flow.'],
]);

export function logStarted(chat: StartedChat, facts: RequestFacts): void {
  // Without their keys customers cannot come back, which nobody would notice otherwise.
  writeLine(facts.handles.handleErrorName ? 'WARN' : 'INFO', 'Chat started', facts, {
    status: 200,
    outcome: chat.outcome,
    contactId: chat.contactId,
    continuedFromContactId: chat.continuedFromContactId,
  });
}

/** Logs the failure that was answered, and the names and places, never the words, of the error behind it. */
export function logFailed(failure: StartChatFailure, thrown: unknown, facts: RequestFacts, settings: Settings): void {
  const { status } = failureRule(failure.code);
  writeLine(status >= 500 ? 'ERROR' : 'WARN', 'Chat not started', facts, {
    status,
    code: failure.code,
    key: failure.key,
    ...(failure.code === 'Misconfigured' && misconfiguration(facts, settings)),
    ...(thrown !== failure && unexpectedError(thrown)),
  });
}

function misconfiguration({ plan, connect }: RequestFacts, { instanceId, region }: Settings) {
  return { instanceId, contactFlowId: plan?.chat.ContactFlowId, region, usualCause: USUAL_CAUSES.get(connect.errorName) };
}

function unexpectedError(thrown: unknown) {
  // A stack starts with the message, which can quote the request. What Connect says can even look like frames.
  const stack = thrown instanceof Error && !isMadeFromAnswer(thrown) ? thrown.stack ?? '' : '';
  const frames = stack.split('\n').filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line));
  return { errorName: errorNameOf(thrown), stack: frames.map((frame) => frame.trim()) };
}

function writeLine(level: string, message: string, facts: RequestFacts, result: object): void {
  const { requestId, functionRequestId, coldStart, startedAt, connect, plan, handles } = facts;
  const line = JSON.stringify({
    level,
    message,
    requestId,
    functionRequestId,
    ...result,
    sourceContactId: uuidOnly(plan?.source?.SourceContactId),
    connectErrorName: connect.errorName,
    resumeHandleErrorName: handles.handleErrorName,
    attempts: connect.attempts,
    connectMs: connect.milliseconds,
    durationMs: Math.round(performance.now() - startedAt),
    coldStart,
  });
  // Lambda puts a prefix before what console.log writes in text format; the line would not be JSON any more.
  process.stdout.write(`${line}\n`);
}

// A caller can write anything into a source contact's id.
function uuidOnly(contactId: string | undefined): string | undefined {
  return contactId && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(contactId) ? contactId : undefined;
}
