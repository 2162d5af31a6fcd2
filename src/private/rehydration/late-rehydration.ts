import { Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatFunctionOptions } from '../../chat-function-options';
import { LATE_REHYDRATION_ENVIRONMENT, START_CHAT_ENVIRONMENT } from '../../shared/environment';
import { acknowledgeFinding, acknowledgeWildcard } from '../cdk-nag-findings';
import { AttachPastChatFunction } from '../functions/attach-past-chat-function';
import { prepareSmallFunction } from '../functions/small-function';
import { traceFunction } from '../functions/tracing';
import { ConnectInstance } from '../props/connect-ids';
import { SessionStoreUse } from '../sessions/use-session-store';

// A message is of use for the 15 minutes in which the function tries.
const MESSAGE_RETENTION = Duration.hours(1);
// Lambda advises six times the function's time-out: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
const VISIBILITY_TIMEOUT = Duration.seconds(60);
// All 11 tries count as receipts, although most are no failures.
const MAX_RECEIVE_COUNT = 20;
// Two calls at once are about what Connect's quota of 5 requests per second allows.
const MAX_CONCURRENCY = 2;

export interface LateRehydrationProps {
  readonly instance: ConnectInstance;
  /** What the function needs of the session store, if there is one. */
  readonly sessions?: SessionStoreUse;
  readonly logRetention: logs.RetentionDays;
  readonly options: ChatFunctionOptions;
}

/** The queue of past chats that are to be attached to running ones, and the function that attaches them. */
export interface LateRehydration {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;
  readonly attachFunction: lambda.Function;
  /** For the start-chat function. */
  readonly environment: Record<string, string>;
  /** For the start-chat function. */
  readonly statements: iam.PolicyStatement[];
}

export function createLateRehydration(scope: Construct, { instance, sessions, logRetention, options }: LateRehydrationProps): LateRehydration {
  const deadLetterQueue = new sqs.Queue(scope, 'PastChatDeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
  acknowledgeFinding(deadLetterQueue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of past chats.');
  const queue = new sqs.Queue(scope, 'PastChats', {
    enforceSSL: true,
    retentionPeriod: MESSAGE_RETENTION,
    visibilityTimeout: VISIBILITY_TIMEOUT,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
  const environment = { [LATE_REHYDRATION_ENVIRONMENT.queueUrl]: queue.queueUrl };
  const contactsArn = `${instance.arn}/contact/*`;
  const attachFunction = new AttachPastChatFunction(scope, 'AttachPastChat', prepareSmallFunction(scope, 'AttachPastChat', {
    description: 'Attaches past Amazon Connect chats to running ones',
    statements: [
      new iam.PolicyStatement({
        sid: 'AttachPastChats',
        // Records tell which of several past chats is a conversation. There is only one without a store.
        actions: ['connect:CreatePersistentContactAssociation', ...sessions ? ['connect:DescribeContact'] : []],
        resources: [contactsArn],
      }),
      new iam.PolicyStatement({
        sid: 'ReceivePastChats',
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
        resources: [queue.queueArn],
      }),
      ...sessions?.statements ?? [],
    ],
    environment: { ...environment, ...sessions?.environment, [START_CHAT_ENVIRONMENT.instanceArn]: instance.arn },
    logRetention,
    options,
  }));
  acknowledgeWildcard(attachFunction.role!, contactsArn, 'Contact ids are made by Connect and cannot be known beforehand.');
  if (options.tracing) traceFunction(attachFunction);
  new lambda.EventSourceMapping(scope, 'PastChatMapping', {
    target: attachFunction,
    eventSourceArn: queue.queueArn,
    batchSize: 1,
    reportBatchItemFailures: true,
    maxConcurrency: MAX_CONCURRENCY,
  });
  const send = new iam.PolicyStatement({ sid: 'SendPastChats', actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  return { queue, deadLetterQueue, attachFunction, environment, statements: [send] };
}

/** Refuses messages from everybody but the role: the function trusts what the messages say. */
export function refuseOtherSenders(queue: sqs.Queue, role: iam.IRole): void {
  queue.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'RefuseOtherSenders',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': role.roleArn } },
  }));
}
