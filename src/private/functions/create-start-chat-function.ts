import { Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { chooseNetwork } from './network';
import { StartChatFunction } from './start-chat-function';
import { traceFunction } from './tracing';
import { ChatFunctionOptions } from '../../chat-function-options';

/** Lambda gives CPU in proportion to memory, and customers wait for cold starts. docs/performance.md compares the sizes. */
const MEMORY_MIB = 1024;
/** The function answers within 12 s, even if Connect does not. The rest is for a cold start. API Gateway waits for 29 s. */
const TIMEOUT = Duration.seconds(20);

export interface StartChatFunctionSettings {
  readonly role: iam.IRole;
  readonly logGroup: logs.ILogGroup;
  readonly environment: Record<string, string>;
  readonly options: ChatFunctionOptions;
}

export function createStartChatFunction(scope: Construct, id: string, settings: StartChatFunctionSettings): lambda.Function {
  const { role, logGroup, environment, options } = settings;
  const fn = new StartChatFunction(scope, id, {
    description: 'Starts Amazon Connect chats, and continues past ones',
    role,
    logGroup,
    architecture: lambda.Architecture.ARM_64,
    memorySize: MEMORY_MIB,
    timeout: TIMEOUT,
    environment,
    ...chooseNetwork(options),
  });
  if (options.tracing) traceFunction(fn);
  return fn;
}
