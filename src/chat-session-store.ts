import {
  Duration, Stack, Token, Validations, aws_dynamodb as dynamodb, aws_events as events, aws_lambda as lambda, aws_logs as logs,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ChatFunctionOptions } from './chat-function-options';
import { ChatSessionStoreGrants } from './chat-session-store-grants';
import { ChatSessionTable } from './chat-session-table';
import { acknowledgeFinding } from './private/cdk-nag-findings';
import { ForgetCustomerFunction } from './private/functions/forget-customer-function';
import { RecordContactEventFunction } from './private/functions/record-contact-event-function';
import { prepareSmallFunction } from './private/functions/small-function';
import { traceFunction } from './private/functions/tracing';
import { checkMadeByFactory } from './private/props/check-factory';
import { checkFunctionOptions } from './private/props/check-function-options';
import { parseInstance } from './private/props/connect-ids';
import { invalidProp } from './private/props/invalid-prop';
import { buildSessionEnvironment, createContactEventRule, createSessionStatements, warnOfUnusedStore } from './private/sessions';
import { CONTACT_PREFIX } from './shared/session-items';

/** Contact events that are older than this are not delivered any more. */
const MAX_EVENT_AGE = Duration.hours(6);
const DEFAULT_HISTORY = Duration.days(396);

/**
 * Properties of a `ChatSessionStore`.
 */
export interface ChatSessionStoreProps extends ChatFunctionOptions {
  /**
   * The Amazon Connect instance, as its id (a UUID) or its ARN. The chats that use the store must have the same instance.
   *
   * Create the store in a stack in the instance's account and Region, because Connect sends contact events there. The chats
   * may be in other Regions of that account.
   *
   * @see https://docs.aws.amazon.com/connect/latest/adminguide/find-instance-arn.html
   */
  readonly instanceId: string;

  /**
   * The table for the sessions.
   *
   * @default ChatSessionTable.managed()
   */
  readonly table?: ChatSessionTable;

  /**
   * How long the store remembers a customer after the start of the last chat. At least 8 days, because a chat can run for 7.
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
 * Remembers each customer's chats. A `PersistentChat` with a store resumes a customer's running chat and continues one that
 * has ended, although the client sends no contact id. Several `PersistentChat`s of the same instance can share a store.
 */
export class ChatSessionStore extends Construct {
  /** The table that holds the sessions. */
  public readonly table: dynamodb.ITable;

  /** The rule that matches the contact events that the store records. */
  public readonly contactEventRule: events.Rule;

  /** The function that records contact events. */
  public readonly recorderFunction: lambda.Function;

  /** Keeps contact events that could not be recorded, for 14 days. */
  public readonly deadLetterQueue: sqs.Queue;

  /**
   * The function that deletes everything that the store holds about a customer. Its event names the customer, by `customerId`
   * or by `issuer` and `subject`.
   */
  public readonly forgetCustomerFunction: lambda.Function;

  /** Permissions for your own functions. */
  public readonly grants: ChatSessionStoreGrants;

  /** The ARN of the instance whose chats the store remembers. */
  public readonly instanceArn: string;

  /** How long the store remembers a customer after the start of the last chat. */
  public readonly historyRetention: Duration;

  /**
   * @throws if a prop cannot work. The error names the prop and its value, and no resource has been created
   */
  constructor(scope: Construct, id: string, props: ChatSessionStoreProps) {
    super(scope, id);
    this.historyRetention = props.historyRetention ?? DEFAULT_HISTORY;
    this.checkHistoryRetention();
    checkFunctionOptions(this, props);
    const instance = parseInstance(this, props.instanceId);
    this.instanceArn = instance.arn;
    this.warnOfOtherRegion(instance.region);
    checkMadeByFactory(this, 'table', props.table, 'ChatSessionTable.managed()');
    this.table = (props.table ?? ChatSessionTable.managed()).bind(this);

    const { logRetention = logs.RetentionDays.ONE_MONTH } = props;
    const functionProps = { environment: buildSessionEnvironment(this, this), logRetention, options: props };
    this.deadLetterQueue = new sqs.Queue(this, 'DeadLetters', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    acknowledgeFinding(this.deadLetterQueue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of contact events.');
    this.recorderFunction = new RecordContactEventFunction(this, 'Recorder', {
      ...prepareSmallFunction(this, 'Recorder', {
        ...functionProps,
        description: 'Records segments of Amazon Connect chats',
        statements: createSessionStatements(this.table, ['UpdateItem'], `${CONTACT_PREFIX}*`),
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
    if (props.tracing) [this.recorderFunction, this.forgetCustomerFunction].forEach(traceFunction);
    this.grants = new ChatSessionStoreGrants(this.table, this.forgetCustomerFunction);
    warnOfUnusedStore(this);
  }

  private checkHistoryRetention(): void {
    if (this.historyRetention.isUnresolved() || this.historyRetention.toDays({ integral: false }) >= 8) return;
    throw invalidProp(this, 'historyRetention', { must: 'be at least 8 days', got: this.historyRetention, remedy: 'A chat can run for 7 days.' });
  }

  private warnOfOtherRegion(instanceRegion: string): void {
    const { region } = Stack.of(this);
    if (Token.isUnresolved(region) || Token.isUnresolved(instanceRegion) || region === instanceRegion) return;
    Validations.of(this).addWarning(
      'cdk-connect-persistent-chat:storeInOtherRegion',
      `The instance is in ${instanceRegion}, but this stack is in ${region}, where its contact events do not arrive. `
      + 'Without them, FROM_SEGMENT continues a past session up to its first segment instead of its last. '
      + `Move the store, and the chats that use it, to a stack in ${instanceRegion}.`,
    );
  }
}
