import { Token, aws_apigateway as apigateway } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { listIdentityHeaders } from './identity-headers';
import { invalidProp } from './invalid-prop';
import { PersistentChatProps } from '../../persistent-chat-props';
import { isOriginPattern } from '../../shared/origin-pattern';

/** Throws for origins and headers that no browser sends, or that could not be compared safely. */
export function checkCors(scope: Construct, { allowedOrigins = [], allowedHeaders = [], allowCredentials = false }: PersistentChatProps): void {
  for (const origin of allowedOrigins) checkOrigin(scope, origin, allowedOrigins);
  for (const header of allowedHeaders) {
    if (Token.isUnresolved(header) || !/^[A-Za-z0-9_.-]+$/.test(header)) {
      throw invalidProp(scope, 'allowedHeaders', {
        must: 'hold names of request headers, known at synthesis', got: header, remedy: 'Write each name in full: there are no patterns.',
      });
    }
  }
  if (allowCredentials && (allowedOrigins.length === 0 || allowedOrigins.includes('*'))) {
    throw invalidProp(scope, 'allowCredentials', {
      must: 'be set only together with a list of allowedOrigins',
      got: allowCredentials,
      remedy: 'Browsers do not let a page read an answer with credentials that allows every page or none.',
    });
  }
}

/** Throws when pages cannot read the answers, because the authorizer wants the cookie that pages send with credentials only. */
export function checkCookies(scope: Construct, props: PersistentChatProps, authorizer?: apigateway.IAuthorizer): void {
  const { allowedOrigins = [], allowCredentials } = props;
  if (allowCredentials !== undefined || allowedOrigins.length === 0 || allowedOrigins.includes('*')) return;
  if (!listIdentityHeaders(authorizer).some((header) => header.toLowerCase() === 'cookie')) return;
  throw invalidProp(scope, 'allowCredentials', {
    must: "be set when the authorizer's identity source is the header Cookie and allowedOrigins holds origins",
    got: allowCredentials,
    remedy: 'Pages of other origins start chats with the cookie, but cannot read the answer without it. Write true, or false if no such page uses the cookie.',
  });
}

function checkOrigin(scope: Construct, origin: string, all: string[]): void {
  const refuse = (must: string, remedy?: string) => invalidProp(scope, 'allowedOrigins', { must, got: origin, remedy });
  if (origin === '*') {
    if (all.length > 1) throw invalidProp(scope, 'allowedOrigins', { must: "be '*' alone, or a list of origins without '*'", got: all });
    return;
  }
  if (Token.isUnresolved(origin)) {
    if (origin.includes('*')) throw refuse("hold a pattern only if it is known at synthesis, like 'https://*.example.com'");
    return;
  }
  if (origin === 'null' || origin.startsWith('file:')) {
    throw refuse('hold origins of web pages', "Browsers send the origin 'null' for files and for sandboxed frames of any site, so it identifies nobody. "
      + "Serve the page by HTTP, like 'http://localhost:3000', or give the frame the sandbox permission allow-same-origin.");
  }
  if (origin.includes(',')) throw refuse('hold each origin as an item of its own', 'Split the text at its commas.');
  if (origin.includes('*')) {
    // What the URL standard does not accept as a host, such as an IP address, is no domain name.
    if (isOriginPattern(origin) && isOrigin(origin.replace('*', 'subdomain'))) return;
    throw refuse("hold patterns like 'https://*.example.com' only", "Write '*.' once, directly after 'https://' or 'http://', before a domain name of at least two labels.");
  }
  if (isOrigin(origin)) return;
  throw refuse("hold origins as browsers send them, like 'https://www.example.com'",
    "Write scheme and host in lower case, and the port only if it is not the scheme's default. Write no path and no slash at the end.");
}

/** Whether a browser sends the value like this. Its characters are also safe inside the preflight's template. */
function isOrigin(value: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.[\]:_-]+$/.test(value)) {
    return false;
  }
  // The URL standard gives other schemes, such as that of an app's web view, no origin.
  return !/^https?:/.test(value) || (URL.canParse(value) && new URL(value).origin === value);
}
