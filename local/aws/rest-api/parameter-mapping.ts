import { lookUp } from './context-variables';
import { GatewayRequest, getHeader } from './gateway-request';
import type { RequestContext } from './request-context';

const EXPRESSIONS = /^(?:'(?<literal>.*)'|method\.request\.(?<place>header|querystring)\.(?<name>.+)|context\.(?<variable>.+)|stageVariables\.(?<stage>.+))$/;

/** Maps response parameters to headers. A parameter without a value is left out. */
export function mapParameters(
  prefix: string,
  parameters: Record<string, string>,
  request: GatewayRequest,
  context: RequestContext,
): [name: string, value: string][] {
  return Object.entries(parameters).flatMap(([target, expression]) => {
    const value = evaluate(expression, request, context);
    return value === undefined ? [] : [[target.slice(prefix.length), value]];
  });
}

export function isMappable(expression: string): boolean {
  return EXPRESSIONS.test(expression);
}

/** AWS does not document whether header names in expressions are case-sensitive. Here they are not. */
function evaluate(expression: string, request: GatewayRequest, context: RequestContext): string | undefined {
  const { literal, place, name, variable, stage } = EXPRESSIONS.exec(expression)?.groups ?? {};
  if (literal !== undefined) return literal;
  if (place === 'header') return getHeader(request, name);
  if (place === 'querystring') return request.query.find(([key]) => key === name)?.[1];
  if (stage !== undefined) return request.api.stage.variables[stage];
  const value = variable && lookUp(context, variable);
  return value === undefined || value === null ? undefined : String(value);
}
