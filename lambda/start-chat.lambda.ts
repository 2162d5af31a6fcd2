import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { answerFailure, answerStarted } from './start-chat/answer';
import { callerOf } from './start-chat/caller';
import { startChatContactIn } from './start-chat/connect-client';
import { StartPlan, decide } from './start-chat/decide';
import { execute } from './start-chat/execute';
import { StartChatFailure } from './start-chat/failure';
import { logFailed, logStarted } from './start-chat/log';
import { refuseForeignOrigin } from './start-chat/origin';
import { parse } from './start-chat/parse';
import { readSettings } from './start-chat/settings';

const settings = readSettings(process.env);
const startChatContact = startChatContactIn(settings.region);
let coldStart = true;

export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  const { requestContext: { requestId } } = event;
  const connect = { attempts: 0, milliseconds: 0 };
  const facts = { requestId, functionRequestId: context.awsRequestId, coldStart, startedAt: performance.now(), connect };
  coldStart = false;
  let plan: StartPlan | undefined;
  try {
    refuseForeignOrigin(event, settings);
    const caller = callerOf(event, settings);
    plan = decide(parse(event), caller, settings);
    const chat = await execute(plan, settings, startChatContact, connect);
    logStarted(chat, { ...facts, plan });
    return answerStarted(chat, plan, event, settings);
  } catch (error) {
    const failure = error instanceof StartChatFailure ? error : new StartChatFailure('InternalError');
    logFailed(failure, error, { ...facts, plan }, settings);
    return answerFailure(failure, event, settings);
  }
}
