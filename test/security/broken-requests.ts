import fc from 'fast-check';
import { Known } from './attempt';
import { Header } from './http-exchange';

/** A request of an attacker who speaks to the socket: its start, the headers that frame its body, and what comes after the headers. */
export interface BrokenRequest {
  readonly start: string;
  readonly framing: readonly string[];
  readonly body: string;
}

/** No two readers may see different requests in these: HTTP calls for 400. https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function brokenRequests(path: string, { contactIds, idempotencyKeys: [key] }: Known, own: readonly Header[]): fc.Arbitrary<BrokenRequest> {
  const named = `{"PersistentChat": {"SourceContactId": "${contactIds[0]}"}}`;
  const hidden = `POST ${path} HTTP/1.1\r\nHost: x\r\nIdempotency-Key: ${key}\r\n${own.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Content-Length: ${named.length}\r\n\r\n${named}`;
  const chunked = `0\r\n\r\n${hidden}`;
  const start = `POST ${path} HTTP/1.1`;
  const length = `Content-Length: ${named.length}`;
  const twoFramings = fc.tuple(
    fc.constantFrom('Transfer-Encoding: chunked', 'transfer-encoding:chunked', 'Transfer-Encoding: xchunked', 'Transfer-Encoding: chunked, identity', 'Transfer-Encoding:\u000bchunked',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', 'Transfer-Encoding : chunked', '\u0000Transfer-Encoding: chunked', 'Transfer\u0000-Encoding: chunked', 'Transfer-Encoding: "chunked"'),
    fc.nat(chunked.length), fc.boolean(),
  ).map(([encoding, count, isFirst]) => {
    const lines = [`Content-Length: ${count}`, encoding];
    return { start, framing: isFirst ? lines : lines.reverse(), body: chunked };
  });
  const lengths = fc.constantFrom('+2', '-1', '0x2', '2, 3', '2 2', '', 'two', '1e1', '2\r\nContent-Length: 3', '99999999999999999999999')
    .map((value) => ({ start, framing: [`Content-Length: ${value}`], body: `{}${hidden}` }));
  const lines = fc.constantFrom(
    `Idempotency-Key : ${key}`, `Idempotency\u0000Key: ${key}`, `Idempotency-Key: ${key}\u0000`, `Idempotency Key: ${key}`, `Idempotency-Key: a\u0000\r\n ${key}`, `: ${key}`, key,
    `Idempotency-Key: a\rX: ${key}`, `X-Large: ${'x'.repeat(20_000)}`, `Id\u00e9mpotency-Key: ${key}`,
  ).map((line) => ({ start, framing: [line, length], body: named }));
  const starts = fc.constantFrom(`POST ${path}?\u0000 HTTP/1.1`, `POST  ${path} HTTP/1.1 HTTP/1.1`, `POST ${path} HTTP/9.9`, `POST ${path} HTTPS/1.1`, `P\u0000ST ${path} HTTP/1.1`, ` POST ${path} HTTP/1.1 x`, 'GET\r\n')
    .map((text) => ({ start: text, framing: [length], body: named }));
  return fc.oneof(twoFramings, lengths, lines, starts);
}

export function bytesOf({ start, framing, body }: BrokenRequest, own: readonly Header[]): Buffer {
  const lines = [start, 'Host: 127.0.0.1', ...own.map(([name, value]) => `${name}: ${value}`), ...framing];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}
