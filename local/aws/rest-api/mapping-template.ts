import { render } from 'velocityjs';
import type { RoutedRequest } from './gateway-request';
import type { RequestContext } from './request-context';

/** What a mapping template may change about the answer. */
export interface ResponseOverride {
  status?: number | string;
  readonly header: Record<string, string>;
}

/** Members of `$input` and `$util` that are known here; a template with others is refused when the app starts. */
const UNKNOWN_VARIABLES = /\$!?\{?(?:input\.(?!body\b|params\b)|util\.(?!escapeJavaScript\b|urlEncode\b|urlDecode\b|base64Encode\b|base64Decode\b))\w*/g;

export function findUnknownVariables(template: string): string[] {
  return template.match(UNKNOWN_VARIABLES) ?? [];
}

/** Runs a Velocity mapping template; `override` takes what it assigns to `$context.responseOverride`. */
export function renderMappingTemplate(template: string, request: RoutedRequest, context: RequestContext, override: ResponseOverride): string {
  return render(template, {
    input: { body: request.body.toString('utf8'), params: buildParams(request) },
    context: { ...context, responseOverride: override },
    stageVariables: request.api.stage.variables,
    util: {
      escapeJavaScript: (text: string) => JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'"),
      urlEncode: (text: string) => encodeURIComponent(text),
      urlDecode: (text: string) => decodeURIComponent(text),
      base64Encode: (text: string) => Buffer.from(text).toString('base64'),
      base64Decode: (text: string) => Buffer.from(text, 'base64').toString('utf8'),
    },
  });
}

/** `$input.params()`, and `$input.params(name)`: path, then query, then header; names with their case, "" when there is none. */
function buildParams({ pathParameters, query, headers }: RoutedRequest) {
  const all = {
    path: toParameterMap(pathParameters),
    querystring: toParameterMap(Object.fromEntries(query)),
    header: toParameterMap(Object.fromEntries(headers)),
  };
  return (name?: string) => name === undefined ? all : all.path.get(name) || all.querystring.get(name) || all.header.get(name);
}

function toParameterMap(values: Record<string, string>) {
  return { get: (name: string) => Object.hasOwn(values, name) ? values[name] : '' };
}
