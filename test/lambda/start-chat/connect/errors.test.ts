import { classifyError, isRefusedAtOnce, isRequestRefused } from '../../../../lambda/start-chat/connect/errors';

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'HPE_INVALID_CONSTANT', 'CERT_HAS_EXPIRED'])(
  'an error of the connection, %s, means that Connect is unreachable', (code) => {
    expect(classifyError(Object.assign(new Error(), { code }))).toBe('ConnectUnreachable');
  },
);

test.each([new TypeError(), Object.assign(new TypeError(), { code: 'ERR_INVALID_ARG_TYPE' }), 'text', undefined, null])(
  'a mistake in the program is an internal error: %j', (thrown) => {
    expect(classifyError(thrown)).toBe('InternalError');
  },
);

test.each([
  ['InvalidRequestException', 1, true],
  ['AccessDeniedException', 1, true],
  ['IdempotencyException', 1, true],
  ['LimitExceededException', 1, true],
  ['ThrottlingException', 1, true],
  ['ThrottlingException', 2, false],
  ['LimitExceededException', 2, false],
  ['InternalServiceException', 1, false],
  ['TimeoutError', 1, false],
])('%s at attempt %i says that no contact was made: %s', (name, attempts, expected) => {
  expect(isRefusedAtOnce({ name, $metadata: { attempts } })).toBe(expected);
});

test.each([
  ['InvalidRequestException', 400, true],
  ['ResourceNotFoundException', 404, true],
  ['UnknownException', 400, true],
  ['LimitExceededException', 400, false],
  ['ThrottlingException', 400, false],
  ['AccessDeniedException', 403, false],
  ['InternalServiceException', 500, false],
])('%s with status %i refuses what the request asks for: %s', (name, httpStatusCode, expected) => {
  expect(isRequestRefused({ name, $metadata: { httpStatusCode } })).toBe(expected);
});
