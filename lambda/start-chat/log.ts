import { ConnectCalls } from './connect/calls';
import { isContactId } from './contact-id';
import { getErrorName, isMadeFromAnswer } from '../aws/call-error';
import { FAILURE_RULES, StartChatFailure } from './contract/failure';
import { StartPlan } from './contract/start-plan';
import { StartedChat } from './contract/started-chat';
import { OpenedHandle, SealedHandle } from './handles/resume-handles';
import { Settings } from './settings';

/** What the log line of each request contains, whatever the result. */
export interface RequestFacts {
  readonly requestId: string;
  readonly functionRequestId: string;
  readonly coldStart: boolean;
  readonly startedAt: number;
  readonly connect: Pick<ConnectCalls, 'attempts' | 'milliseconds' | 'errorName'>;
  /** Whether the request asks only for a running chat. */
  readonly isResume: boolean;
  /** The hash of the customer, or of another caller who is known. */
  readonly customer?: string;
  readonly plan?: StartPlan;
  readonly openedHandle?: OpenedHandle;
  readonly sealedHandle?: SealedHandle;
  readonly queueErrorName?: string;
  /** Why the visitor's start is not counted. */
  readonly visitorCountErrorName?: string;
}

const USUAL_CAUSES: ReadonlyMap<string | undefined, string> = new Map([
  ['ResourceNotFoundException', 'The instance or the contact flow does not exist in this Region, or the flow is not published.'],
  ['AccessDeniedException', 'The role of the function may not call StartChatContact with this contact flow.'],
]);

export function logStarted(chat: StartedChat, facts: RequestFacts): void {
  // When handles have no key, or the queue takes no message, customers cannot continue their chats. Only this warning shows it,
  // and that visitors are not counted.
  writeLine((getHandleErrorName(facts) ?? facts.queueErrorName ?? facts.visitorCountErrorName) ? 'WARN' : 'INFO', facts.isResume ? 'Chat resumed' : 'Chat started', facts, {
    status: 200,
    outcome: chat.outcome,
    contactId: chat.contactId,
    continuedFromContactId: chat.continuedFromContactId,
    reasonCode: chat.reasonCode,
    notContinued: chat.notContinued,
  });
}

/** Logs the failure that the client gets, and the name and place of the error that caused it, but never the error's text. */
export function logFailed(failure: StartChatFailure, facts: RequestFacts, settings: Settings): void {
  const { status } = FAILURE_RULES[failure.code];
  writeLine(chooseLevel(failure), facts.isResume ? 'Chat not resumed' : 'Chat not started', facts, {
    status,
    code: failure.code,
    key: failure.key,
    ...(failure.code === 'Misconfigured' && describeMisconfiguration(facts, settings)),
    ...('cause' in failure && describeError(failure.cause)),
  });
}

/** It is normal that a customer has no running chat. */
function chooseLevel({ code }: StartChatFailure): string {
  if (code === 'NoRunningChat') return 'INFO';
  return FAILURE_RULES[code].status >= 500 ? 'ERROR' : 'WARN';
}

function describeMisconfiguration({ plan, connect }: RequestFacts, { instanceId, region }: Settings) {
  return { instanceId, contactFlowId: plan?.chat.ContactFlowId, region, usualCause: USUAL_CAUSES.get(connect.errorName) };
}

function describeError(error: unknown) {
  // A stack starts with the error's message, which can quote the request. A message from the service can even look like a stack.
  const stack = error instanceof Error && !isMadeFromAnswer(error) ? error.stack ?? '' : '';
  const frames = stack.split('\n').filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line));
  return { errorName: getErrorName(error), stack: frames.map((frame) => frame.trim()) };
}

function getHandleErrorName({ openedHandle, sealedHandle }: RequestFacts): string | undefined {
  return sealedHandle?.errorName ?? (openedHandle?.state === 'UNAVAILABLE' ? openedHandle.errorName : undefined);
}

function writeLine(level: string, message: string, facts: RequestFacts, result: object): void {
  const { requestId, functionRequestId, coldStart, startedAt, connect, plan } = facts;
  const line = JSON.stringify({
    level,
    message,
    requestId,
    functionRequestId,
    ...result,
    customer: facts.customer,
    // With a session store a caller can have written anything here.
    sourceContactId: plan?.sourceContactId && isContactId(plan.sourceContactId) ? plan.sourceContactId : undefined,
    droppedAttributes: plan?.droppedAttributes?.length,
    connectErrorName: connect.errorName,
    resumeHandleErrorName: getHandleErrorName(facts),
    pastChatQueueErrorName: facts.queueErrorName,
    visitorCountErrorName: facts.visitorCountErrorName,
    attempts: connect.attempts,
    connectMs: connect.milliseconds,
    durationMs: Math.round(performance.now() - startedAt),
    coldStart,
  });
  // In the text format, Lambda puts a prefix before each line of console.log, so that the line would not be JSON.
  process.stdout.write(`${line}\n`);
}
