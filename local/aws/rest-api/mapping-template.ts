import { render } from 'velocityjs';
import type { RoutedRequest } from './gateway-request';
import type { RequestContext } from './request-context';

/** What a mapping template may change in the response. */
export interface ResponseOverride {
  status?: number | string;
  readonly header: Record<string, string>;
}

/** Java's `String.matches`, which compares the whole text. API Gateway's strings are Java's. */
const JAVA_MATCHES = {
  uid: 'java: matches',
  match: ({ property, context }: { property: string; context: unknown }) => property === 'matches' && typeof context === 'string',
  resolve: ({ context, params }: { context: string; params: unknown[] }) => new RegExp(`^(?:${String(params[0])})$`).test(context),
};

/** Members of `$input` and `$util` that are not supported. A template that uses them is an error when the app starts. */
const UNKNOWN_VARIABLES = /\$!?\{?(?:input\.(?!body\b|params\b)|util\.(?!escapeJavaScript\b|urlEncode\b|urlDecode\b|base64Encode\b|base64Decode\b))\w*/g;

export function findUnknownVariables(template: string): string[] {
  return template.match(UNKNOWN_VARIABLES) ?? [];
}

/** Renders a Velocity mapping template. What the template assigns to `$context.responseOverride` is written to `override`. */
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
  }, undefined, { customMethodHandlers: [JAVA_MATCHES] });
}

/** Implements `$input.params()` and `$input.params(name)`, which looks in the path, then the query, then the headers. Names are case-sensitive; a missing parameter is "". */
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
