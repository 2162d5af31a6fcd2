import { Duration, aws_events as events, aws_events_targets as targets, aws_lambda as lambda, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface ContactEventRuleProps {
  readonly instanceArn: string;
  readonly recorder: lambda.IFunction;
  readonly deadLetterQueue: sqs.IQueue;
  /** How long EventBridge tries to deliver an event. */
  readonly maxEventAge: Duration;
}

/**
 * Creates the rule that matches the ends of this instance's chat segments, except first ones: the start-chat function knows
 * them without an event.
 *
 * https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html
 */
export function createContactEventRule(scope: Construct, id: string, props: ContactEventRuleProps): events.Rule {
  const { instanceArn, recorder, deadLetterQueue, maxEventAge } = props;
  return new events.Rule(scope, id, {
    description: 'Ends of Amazon Connect chat segments',
    eventPattern: {
      source: ['aws.connect'],
      detailType: ['Amazon Connect Contact Event'],
      detail: {
        instanceArn: [instanceArn],
        eventType: ['DISCONNECTED'],
        channel: [{ 'equals-ignore-case': 'CHAT' }],
        // The recorder logs that the field is missing.
        initiationMethod: [{ 'anything-but': ['API'] }, { exists: false }],
      },
    },
    targets: [new targets.LambdaFunction(recorder, { deadLetterQueue, maxEventAge })],
  });
}
