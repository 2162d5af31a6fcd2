import type { PageSettings } from './page-settings';

/** Allows the page to load only its own files, and to call only this machine's APIs, issuer and participant service. */
export function buildSecurityHeaders({ apiUrl, signedIn, connectEndpoint }: PageSettings): Record<string, string> {
  const { origin } = new URL(connectEndpoint);
  const apis = [apiUrl, ...(signedIn ? Object.values(signedIn) : [])].map((url) => new URL(url).origin);
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': ["'self'", ...apis, origin, origin.replace('http:', 'ws:')].join(' '),
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy).map((directive) => directive.join(' ')).join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
