/** Whether an allowed origin is a pattern for the subdomains of a domain name, like `https://*.example.com`. */
export function isOriginPattern(origin: string): boolean {
  return /^https?:\/\/\*(?:\.[a-z0-9_-]+){2,}(?::\d+)?$/.test(origin);
}

/**
 * The regular expression of the origins that a pattern allows, for the whole origin. It means the same in JavaScript and in
 * Java, which API Gateway's mapping templates use. The bound, more labels than a domain name has, keeps Java from recursing deeply.
 */
export function toOriginExpression(pattern: string): string {
  const [scheme, domain] = pattern.split('*.');
  return `${scheme}([a-z0-9_-]+[.]){1,126}${domain.replaceAll('.', '[.]')}`;
}
