import { ORIGIN } from './chat-app';
import { ACCOUNT } from '../fixtures';

/** Every answer that is not a preflight's: JSON in the contract's shape, readable to the page, quoting nothing of AWS. */
export async function expectError(response: Response, status: number, code: string, allowedOrigin: string | null = ORIGIN) {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  const text = await response.text();
  const body = JSON.parse(text);
  expect(body).toEqual({
    data: { Error: { code, message: expect.stringMatching(/\S/) } },
    message: body.data.Error.message,
    requestId: expect.stringMatching(/\S/),
  });
  expect(text).not.toMatch(new RegExp(`arn:|${ACCOUNT}`));
}
