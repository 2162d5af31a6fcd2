import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Header } from './http-exchange';

const ENCODED = {
  gzip: (json: string) => gzipSync(json),
  deflate: (json: string) => deflateSync(json),
  brotli: (json: string) => brotliCompressSync(json),
  base64: (json: string) => Buffer.from(Buffer.from(json).toString('base64')),
  base64url: (json: string) => Buffer.from(Buffer.from(json).toString('base64url')),
  utf16le: (json: string) => Buffer.from(json, 'utf16le'),
  utf16be: (json: string) => Buffer.from(`\ufeff${json}`, 'utf16le').swap16(),
  percent: (json: string) => Buffer.from(encodeURIComponent(json)),
  form: (json: string) => Buffer.from(`body=${encodeURIComponent(json)}`),
  multipart: (json: string) => Buffer.from(`--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n${json}\r\n--x--\r\n`),
  list: (json: string) => Buffer.from(`[${json}]`),
  string: (json: string) => Buffer.from(JSON.stringify(json)),
  twice: (json: string) => Buffer.from(`${json}${json}`),
  lines: (json: string) => Buffer.from(`{}\n${json}`),
  callback: (json: string) => Buffer.from(`start(${json})`),
  hijacked: (json: string) => Buffer.from(`)]}',\n${json}`),
  comment: (json: string) => Buffer.from(`/* */ ${json}`),
  singleQuotes: (json: string) => Buffer.from(json.replaceAll('"', '\'')),
  trailingComma: (json: string) => Buffer.from(json.replace(/}$/, ',}')),
  nulAfter: (json: string) => Buffer.from(`${json}\0`),
  nulBefore: (json: string) => Buffer.from(`\0${json}`),
  nulInside: (json: string) => Buffer.from(json.replace('SourceContactId', 'Source\0ContactId')),
  invalidUtf8: (json: string) => Buffer.concat([Buffer.from(json), Buffer.from([0xc3, 0x28])]),
  overlongQuote: (json: string) => Buffer.from(json.replaceAll('"', '\u00c0\u00a2'), 'latin1'),
  cut: (json: string) => Buffer.from(json.slice(0, -1)),
  deep: (json: string) => Buffer.from(`${'{"a":'.repeat(9)}${json}${'}'.repeat(9)}`),
  deepList: (json: string) => Buffer.from(`${'['.repeat(20_000)}${json}`),
  oversized: (json: string) => Buffer.from(`${' '.repeat(64 * 1024)}${json}`),
  empty: () => Buffer.alloc(0),
};

export type EncodedBody = keyof typeof ENCODED;

export function encodedBody(encoding: EncodedBody, json: string): Buffer {
  return ENCODED[encoding](json);
}

const DECLARED: Partial<Record<EncodedBody, readonly Header[]>> = {
  gzip: [['Content-Encoding', 'gzip']],
  deflate: [['Content-Encoding', 'deflate']],
  brotli: [['Content-Encoding', 'br']],
  base64: [['Content-Transfer-Encoding', 'base64'], ['Content-Encoding', 'base64']],
  utf16le: [['Content-Type', 'application/json; charset=utf-16le']],
  utf16be: [['Content-Type', 'application/json; charset=utf-16be']],
  form: [['Content-Type', 'application/x-www-form-urlencoded']],
  multipart: [['Content-Type', 'multipart/form-data; boundary=x']],
};

/** Each with headers that say so, and without. */
export const BODIES_THAT_ARE_NO_JSON_OBJECT: readonly (readonly [EncodedBody, readonly Header[]])[] = [
  ...(Object.keys(ENCODED) as EncodedBody[]).map((encoding) => [encoding, []] as const),
  ...(Object.entries(DECLARED) as [EncodedBody, readonly Header[]][]),
];
