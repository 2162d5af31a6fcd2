import {
  Duration, Stack, Token, Validations, aws_dynamodb as dynamodb, aws_events as events, aws_lambda as lambda, aws_logs as logs,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatSessionStoreGrants } from './chat-session-store-grants';
import { ChatSessionTable } from './chat-session-table';
import { acknowledgeFinding } from './private/cdk-nag-findings';
import { ForgetCustomerFunction } from './private/functions/forget-customer-function';
import { RecordContactEventFunction } from './private/functions/record-contact-event-function';
import { prepareSmallFunction } from './private/functions/small-function';
import { parseInstance } from './private/props/connect-ids';
import { invalidProp } from './private/props/invalid-prop';
import { buildSessionEnvironment, createContactEventRule, createSessionStatements, warnOfUnusedStore } from './private/sessions';

/** Of a contact event: what is told later than this is told in vain. */
const MAX_EVENT_AGE = Duration.hours(6);
const DEFAULT_HISTORY = Duration.days(396);

/**
 * Properties of a `ChatSessionStore`.
 */
export interface ChatSessionStoreProps {
  /**
   * The Amazon Connect instance, as its id (a UUID) or its ARN: the same as that of the chats that use the store.
   *
   * The store belongs into a stack in the instance's account and Region, since that is where contact events are sent to.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-instance-arn.html
   */
  readonly instanceId: string;

  /**
   * The table that the sessions are kept in.
   *
   * @default ChatSessionTable.managed()
   */
  readonly table?: ChatSessionTable;

  /**
   * How long a customer is remembered after the last chat was started. At least 8 days, since a chat can run for 7.
   *
   * @default Duration.days(396), which is 13 months
   */
  readonly historyRetention?: Duration;

  /**
   * How long the logs of the store's functions are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Remembers each customer's chats, so that `PersistentChat` gives a running one back and continues one that has ended,
 * without the client naming a contact. One store can serve several `PersistentChat`s of its instance.
 */
export class ChatSessionStore extends Construct {
  /** Where the sessions are kept. */
  public readonly table: dynamodb.ITable;

  /** Matches the contact events that the store learns from. */
  public readonly contactEventRule: events.Rule;

  /** The function that records contact events. */
  public readonly recorderFunction: lambda.Function;

  /** Contact events that could not be recorded, for 14 days. */
  public readonly deadLetterQueue: sqs.Queue;

  /**
   * The function that forgets a customer. Its event names who: `customerId`, or `issuer` and `subject`.
   */
  public readonly forgetCustomerFunction: lambda.Function;

  /** Permissions for functions of your own. */
  public readonly grants: ChatSessionStoreGrants;

  /** The ARN of the instance whose chats are remembered. */
  public readonly instanceArn: string;

  /** How long a customer is remembered after the last chat was started. */
  public readonly historyRetention: Duration;

  /**
   * @throws when a prop cannot work, naming the prop, its value and what to write instead; nothing is created then
   */
  constructor(scope: Construct, id: string, props: ChatSessionStoreProps) {
    super(scope, id);
    this.historyRetention = props.historyRetention ?? DEFAULT_HISTORY;
    this.checkHistoryRetention();
    const instance = parseInstance(this, props.instanceId);
    this.instanceArn = instance.arn;
    this.warnOfOtherRegion(instance.region);
    this.table = (props.table ?? ChatSessionTable.managed()).bind(this);

    const { logRetention = logs.RetentionDays.ONE_MONTH } = props;
    const functionProps = { environment: buildSessionEnvironment(this), logRetention };
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledgeFinding(this.deadLetterQueue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of contact events.');
    this.recorderFunction = new RecordContactEventFunction(this, 'Recorder', {
      ...prepareSmallFunction(this, 'Recorder', {
        ...functionProps,
        description: 'Records segments of Amazon Connect chats',
        statements: createSessionStatements(this.table, ['UpdateItem'], 'contact#*'),
      }),
      deadLetterQueue: this.deadLetterQueue,
      maxEventAge: MAX_EVENT_AGE,
      retryAttempts: 2,
    });
    this.contactEventRule = createContactEventRule(this, 'ContactEvents', {
      instanceArn: instance.arn, recorder: this.recorderFunction, deadLetterQueue: this.deadLetterQueue, maxEventAge: MAX_EVENT_AGE,
    });
    this.forgetCustomerFunction = new ForgetCustomerFunction(this, 'ForgetCustomer', prepareSmallFunction(this, 'ForgetCustomer', {
      ...functionProps,
      description: 'Forgets a customer of Amazon Connect chats',
      statements: createSessionStatements(this.table, ['GetItem', 'DeleteItem']),
    }));
    this.grants = new ChatSessionStoreGrants(this.table, this.forgetCustomerFunction);
    warnOfUnusedStore(this);
  }

  private checkHistoryRetention(): void {
    if (this.historyRetention.isUnresolved() || this.historyRetention.toDays({ integral: false }) >= 8) return;
    throw invalidProp(this, 'historyRetention', `${this.historyRetention.toHumanString()}`, '8 days or more, since a chat can run for 7');
  }

  private warnOfOtherRegion(instanceRegion: string): void {
    const { region } = Stack.of(this);
    if (Token.isUnresolved(region) || Token.isUnresolved(instanceRegion) || region === instanceRegion) return;
    Validations.of(this).addWarning(
      'cdk-connect-persistent-chat:storeInOtherRegion',
      `The instance is in ${instanceRegion} and this stack in ${region}, where its contact events do not arrive: chats that continue `
      + 'FROM_SEGMENT then continue the first segment. Put the store, and the chats that use it, into a stack in the instance\'s Region.',
    );
  }
}
