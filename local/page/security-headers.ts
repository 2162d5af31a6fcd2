import type { PageSettings } from './page-settings';

/** Lets the page load its own files only, and reach the API and the participant service of this machine only. */
export function securityHeaders({ apiUrl, connectEndpoint }: PageSettings): Record<string, string> {
  const { origin } = new URL(connectEndpoint);
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': ["'self'", new URL(apiUrl).origin, origin, origin.replace('http:', 'ws:')].join(' '),
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
