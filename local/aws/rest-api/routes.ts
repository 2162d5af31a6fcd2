import type { MethodDefinition, RestApiDefinition } from './rest-api-definition';

export interface Route {
  readonly method: MethodDefinition;
  readonly pathParameters: Record<string, string>;
}

const GREEDY = /^\{(.+)\+\}$/;
const PARAMETER = /^\{(.+)\}$/;

/**
 * Finds the method for a path below the stage. A literal path part has priority over a parameter, and a parameter over a
 * greedy parameter. A method with the request's HTTP method has priority over ANY.
 */
export function findRoute({ methods }: RestApiDefinition, httpMethod: string, path: string): Route | undefined {
  const candidates = methods
    .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
    .map((method) => ({ method, pathParameters: matchPath(splitPath(method.resourcePath), splitPath(path)) }))
    .filter((route): route is Route => route.pathParameters !== undefined);
  return candidates.sort((a, b) => rankMethod(a.method).localeCompare(rankMethod(b.method)))[0];
}

function matchPath(pattern: string[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const greedy = GREEDY.exec(part);
    if (greedy) return i < path.length ? { ...parameters, [greedy[1]]: path.slice(i).map(decode).join('/') } : undefined;
    if (path[i] === undefined) return undefined;
    const parameter = PARAMETER.exec(part);
    if (parameter) parameters[parameter[1]] = decode(path[i]);
    else if (part !== decode(path[i])) return undefined;
  }
  return path.length === pattern.length ? parameters : undefined;
}

function rankMethod({ resourcePath, httpMethod }: MethodDefinition): string {
  const parts = splitPath(resourcePath).map((part) => GREEDY.test(part) ? '2' : PARAMETER.test(part) ? '1' : '0');
  return [...parts, httpMethod === 'ANY' ? '1' : '0'].join('');
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
