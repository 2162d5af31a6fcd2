import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { answerFailure, answerStarted } from './start-chat/answer';
import { ConnectCalls } from './start-chat/connect/calls';
import { createStartChatContact } from './start-chat/connect/client';
import { executePlan } from './start-chat/connect/execute';
import { toFailure } from './start-chat/contract/failure';
import { StartPlan } from './start-chat/contract/start-plan';
import { decide } from './start-chat/decide';
import { OpenedHandle, createResumeHandles } from './start-chat/handles/resume-handles';
import { logFailed, logStarted } from './start-chat/log';
import { readCaller } from './start-chat/request/caller';
import { refuseForeignOrigin } from './start-chat/request/origin';
import { parse } from './start-chat/request/parse';
import { createSessionStart } from './start-chat/session-start';
import { readSettings } from './start-chat/settings';

/** When a request gives up, so that it is answered within the 12 s that a client is promised. */
const DEADLINE_MS = 10_000;

const settings = readSettings(process.env);
const startChatContact = createStartChatContact(settings.region, process.env);
const handles = settings.resumeHandles && createResumeHandles(settings.resumeHandles, settings.instanceArn, process.env);
// While the environment starts, so that no request waits for it later.
void handles?.prepare();
const startBySession = settings.sessionTable && createSessionStart(settings.sessionTable, settings, process.env);
let coldStart = true;

export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const deadline = new AbortController();
  // Cleared below: AbortSignal.timeout would keep each request in memory until its deadline.
  const timer = setTimeout(() => deadline.abort(), DEADLINE_MS);
  const connect = new ConnectCalls(startChatContact, deadline.signal);
  const { requestContext: { requestId } } = event;
  const facts = { requestId, functionRequestId: context.awsRequestId, coldStart, startedAt: performance.now(), connect };
  coldStart = false;
  let openedHandle: OpenedHandle | undefined;
  let plan: StartPlan | undefined;
  try {
    refuseForeignOrigin(event, settings);
    const caller = readCaller(event, settings);
    const request = parse(event, settings.callerNamesCustomer);
    const { sourceContactId } = request;
    openedHandle = sourceContactId === undefined ? undefined : await handles?.open(sourceContactId, caller);
    plan = decide(request, caller, settings, openedHandle);
    // Beside the call to Connect.
    void handles?.prepare();
    const chat = await (startBySession ? startBySession(request, caller, plan, connect) : executePlan(plan, settings, connect));
    const sealedHandle = await handles?.seal(chat.contactId, caller);
    logStarted(chat, { ...facts, plan, openedHandle, sealedHandle });
    return answerStarted(chat, sealedHandle?.handle, plan, event, settings);
  } catch (error) {
    const failure = toFailure(error);
    logFailed(failure, { ...facts, plan, openedHandle }, settings);
    return answerFailure(failure, event, settings);
  } finally {
    clearTimeout(timer);
  }
}
