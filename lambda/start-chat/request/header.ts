import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A request header by its lower-case name; REST APIs hand the names over as the client wrote them. */
export function readHeader({ headers }: APIGatewayProxyEvent, lowerCaseName: string): string | undefined {
  return Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}
