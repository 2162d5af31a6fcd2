import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { toPseudonym } from './customer-pseudonym';
import { openPastChatQueue } from './late-rehydration/past-chat-queue';
import { answerChat, answerFailure } from './start-chat/answer';
import { ConnectCalls } from './start-chat/connect/calls';
import { createStartChatContact } from './start-chat/connect/client';
import { executePlan } from './start-chat/connect/execute';
import { NoRunningChatFailure, toFailure } from './start-chat/contract/failure';
import { StartPlan } from './start-chat/contract/start-plan';
import { decide } from './start-chat/decide';
import { OpenedHandle, createResumeHandles } from './start-chat/handles/resume-handles';
import { attachLater } from './start-chat/late-rehydration';
import { logFailed, logStarted } from './start-chat/log';
import { Caller, readCaller } from './start-chat/request/caller';
import { refuseForeignOrigin } from './start-chat/request/origin';
import { StartRequest, parse, parseResume } from './start-chat/request/parse';
import { createSessionChats } from './start-chat/session-start';
import { readSettings } from './start-chat/settings';
import { CountedVisitor, createVisitorCount } from './start-chat/visitors/counted-visitor';
import { RESUME_RESOURCE } from '../src/shared/resume-resource';

/** When a request gives up, so that it is answered within the 12 s that a client is promised. */
const DEADLINE_MS = 10_000;

const settings = readSettings(process.env);
const startChatContact = createStartChatContact(settings.region, process.env);
const handles = settings.resumeHandles && createResumeHandles(settings.resumeHandles, settings.instanceArn, process.env);
// While the environment starts, so that no request waits for it later.
void handles?.prepare();
const pastChats = settings.pastChatQueueUrl === undefined ? undefined : openPastChatQueue(settings.pastChatQueueUrl, process.env);
const sessionChats = settings.sessionTable && createSessionChats(settings.sessionTable, settings, process.env, pastChats);
const countVisitor = settings.visitors && createVisitorCount(settings.visitors, settings.maxChatDurationMinutes, process.env);
let coldStart = true;

export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const deadline = new AbortController();
  // Cleared below: AbortSignal.timeout would keep each request in memory until its deadline.
  const timer = setTimeout(() => deadline.abort(), DEADLINE_MS);
  const connect = new ConnectCalls(startChatContact, deadline.signal);
  const { requestContext: { requestId } } = event;
  const isResume = event.resource === RESUME_RESOURCE;
  const facts = { requestId, functionRequestId: context.awsRequestId, coldStart, startedAt: performance.now(), connect, isResume };
  coldStart = false;
  let customer: string | undefined;
  let openedHandle: OpenedHandle | undefined;
  let plan: StartPlan | undefined;
  let visitor: CountedVisitor | undefined;
  try {
    refuseForeignOrigin(event, settings);
    const caller = readCaller(event, settings);
    customer = nameInLog(caller);
    if (isResume) {
      const request = parseResume(event, settings.callerNamesCustomer);
      customer = nameInLog(caller, request);
      // While a deployment takes the session store away, API Gateway may still have the resource.
      if (!sessionChats) throw new NoRunningChatFailure(false);
      const { chat, queueErrorName } = await sessionChats.resume(request, caller, deadline.signal);
      logStarted(chat, { ...facts, customer, queueErrorName });
      return answerChat(chat, { contentTypes: request.contentTypes }, event, settings);
    }
    const request = parse(event, settings.callerNamesCustomer);
    customer = nameInLog(caller, request);
    const { sourceContactId } = request;
    openedHandle = sourceContactId === undefined ? undefined : await handles?.open(sourceContactId, caller);
    plan = decide(request, caller, settings, openedHandle);
    // Beside the call to Connect.
    void handles?.prepare();
    visitor = await countVisitor?.(caller, plan);
    const { chat, queueErrorName } = sessionChats
      ? await sessionChats.start(request, caller, plan, connect)
      : await attachLater(await executePlan(plan, settings, connect), plan, openedHandle, pastChats);
    const sealedHandle = await handles?.seal(chat.contactId, caller);
    logStarted(chat, { ...facts, customer, plan, openedHandle, sealedHandle, queueErrorName, visitorCountErrorName: visitor?.errorName });
    const { droppedAttributes } = plan;
    return answerChat(chat, { contentTypes: request.contentTypes, droppedAttributes, resumeHandle: sealedHandle?.handle }, event, settings);
  } catch (error) {
    const failure = toFailure(error);
    await visitor?.afterFailure(failure, connect);
    logFailed(failure, { ...facts, customer, plan, openedHandle, visitorCountErrorName: visitor?.errorName }, settings);
    return answerFailure(failure, event, settings);
  } finally {
    clearTimeout(timer);
  }
}

/** Of visitors who have not signed in nothing is logged here: their addresses are in API Gateway's access log. */
function nameInLog(caller: Caller, { customerId }: Partial<StartRequest> = {}): string | undefined {
  if (settings.hashKey === undefined || caller.kind === 'anonymous') return undefined;
  return customerId === undefined ? toPseudonym(settings.hashKey, caller.issuer, caller.subject) : toPseudonym(settings.hashKey, 'customerId', customerId);
}
