const COMMON = 'com.amazon.coral.service#';
const SQS = 'com.amazonaws.sqs#';

/** The errors with their codes in SQS's JSON protocol, and in the older query protocol, which is repeated in a header. */
const ERRORS = {
  MissingAuthenticationToken: { type: `${COMMON}MissingAuthenticationTokenException`, queryCode: 'MissingAuthenticationToken', status: 403 },
  MissingParameter: { type: `${COMMON}MissingParameter`, queryCode: 'MissingParameter', status: 400 },
  UnsupportedOperation: { type: `${SQS}UnsupportedOperation`, queryCode: 'AWS.SimpleQueueService.UnsupportedOperation', status: 400 },
  QueueDoesNotExist: { type: `${SQS}QueueDoesNotExist`, queryCode: 'AWS.SimpleQueueService.NonExistentQueue', status: 400 },
  InvalidParameterValue: { type: `${SQS}InvalidParameterValue`, queryCode: 'InvalidParameterValue', status: 400 },
  ReceiptHandleIsInvalid: { type: `${SQS}ReceiptHandleIsInvalid`, queryCode: 'ReceiptHandleIsInvalid', status: 400 },
  MessageNotInflight: { type: `${SQS}MessageNotInflight`, queryCode: 'AWS.SimpleQueueService.MessageNotInflight', status: 400 },
} as const;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
export class SqsError extends Error {
  readonly type: string;
  readonly queryCode: string;
  readonly status: number;

  constructor(name: keyof typeof ERRORS, message: string) {
    super(message);
    ({ type: this.type, queryCode: this.queryCode, status: this.status } = ERRORS[name]);
  }
}
