import { RoutedRequest, getHeader } from './gateway-request';

/** Reads the value of an identity source such as `method.request.header.Authorization`; undefined when the request does not have it. */
export function readIdentitySource(request: RoutedRequest, source: string): string | undefined {
  const [, place, name] = /^(?:method\.request\.(header|querystring)|stageVariables|context)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return getHeader(request, name) || undefined;
  if (place === 'querystring') return request.query.filter(([key]) => key === name).at(-1)?.[1] || undefined;
  throw new Error(`The identity source ${source} is not supported on this machine. Use a header or a query parameter.`);
}
