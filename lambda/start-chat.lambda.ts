import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { SessionTableError } from './sessions/session-table';
import { answerFailure, answerStarted } from './start-chat/answer';
import { startChatContactIn } from './start-chat/connect/client';
import { execute, execution } from './start-chat/connect/execute';
import { StartChatFailure } from './start-chat/contract/failure';
import { StartPlan } from './start-chat/contract/start-plan';
import { decide } from './start-chat/decide';
import { resumeHandlesWith } from './start-chat/handles/resume-handles';
import { logFailed, logStarted } from './start-chat/log';
import { callerOf } from './start-chat/request/caller';
import { refuseForeignOrigin } from './start-chat/request/origin';
import { parse } from './start-chat/request/parse';
import { sessionStartIn } from './start-chat/session-start';
import { readSettings } from './start-chat/settings';

/** When a request gives up, so that it is answered within the 12 s that a client is promised. */
const DEADLINE_MS = 10_000;

const settings = readSettings(process.env);
const startChatContact = startChatContactIn(settings.region, process.env);
const handles = settings.resumeHandles && resumeHandlesWith(settings.resumeHandles, settings.instanceArn, process.env);
// While the environment starts, so that no request waits for it later.
void handles?.prepare();
const startWithSessions = sessionStartIn(process.env, settings);
let coldStart = true;

export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const { requestContext: { requestId } } = event;
  const connect = { attempts: 0, milliseconds: 0 };
  const facts = { requestId, functionRequestId: context.awsRequestId, coldStart, startedAt: performance.now(), connect, handles: {} };
  coldStart = false;
  const deadline = new AbortController();
  // Cleared below: AbortSignal.timeout would keep each request in memory until its deadline.
  const timer = setTimeout(() => deadline.abort(), DEADLINE_MS);
  const run = execution(startChatContact, connect, deadline.signal);
  let plan: StartPlan | undefined;
  try {
    refuseForeignOrigin(event, settings);
    const caller = callerOf(event, settings);
    const request = parse(event, startWithSessions !== undefined && settings.callerIdentity === 'IAM');
    const { sourceContactId } = request;
    const handle = sourceContactId === undefined ? undefined : await handles?.read(sourceContactId, caller, facts.handles);
    plan = decide(request, caller, settings, handle);
    // Beside the call to Connect.
    void handles?.prepare();
    const chat = await (startWithSessions ? startWithSessions(request, caller, plan, run) : execute(plan, settings, run));
    const resumeHandle = await handles?.handleFor(chat.contactId, caller, facts.handles);
    logStarted(chat, { ...facts, plan });
    return answerStarted(chat, resumeHandle, plan, event, settings);
  } catch (error) {
    const failure = failureOf(error);
    logFailed(failure, error, { ...facts, plan }, settings);
    return answerFailure(failure, event, settings);
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(error: unknown): StartChatFailure {
  if (error instanceof StartChatFailure) return error;
  return new StartChatFailure(error instanceof SessionTableError ? 'SessionsUnavailable' : 'InternalError');
}
