/** HTTP status of each error of Connect and of its participant service, modelled or seen in practice. */
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

/** An error as Amazon Connect answers it. */
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

/** What Connect says for an instance or a flow that it does not know in the Region that was called. */
export function resourceNotFound(): ConnectError {
  return new ConnectError('ResourceNotFoundException', 'Resource not found of Type: null');
}
