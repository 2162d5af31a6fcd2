/** HTTP status of each error of Connect and its participant service: those in the API models and others that occur in practice. */
const STATUS = {
  SerializationException: 400,
  InvalidRequestException: 400,
  InvalidParameterException: 400,
  ValidationException: 400,
  MissingAuthenticationTokenException: 403,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  LimitExceededException: 429,
  TooManyRequestsException: 429,
  ThrottlingException: 429,
  InternalServiceException: 500,
  NotSimulatedException: 501,
} as const;

export type ConnectErrorName = keyof typeof STATUS;

/** An error that Amazon Connect returns. */
export class ConnectError extends Error {
  readonly status: number;

  constructor(readonly name: ConnectErrorName, message: string) {
    super(message);
    this.status = STATUS[name];
  }
}

export function isConnectErrorName(name: string): name is ConnectErrorName {
  return Object.hasOwn(STATUS, name);
}

/** Connect's error for an instance or a flow that does not exist in the Region. */
export function resourceNotFound(): ConnectError {
  return new ConnectError('ResourceNotFoundException', 'Resource not found of Type: null');
}
