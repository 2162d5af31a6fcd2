/** The name of an alias may follow the function's ARN. */
const FUNCTION_ARN = /\/functions\/(.+:function:[^:/]+)(?::[^:/]+)?\/invocations$/;

/** Reads the ARN of the function that a Lambda integration or a Lambda authorizer calls. @returns undefined when the URI names no function */
export function parseFunctionArn(uri: string): string | undefined {
  return FUNCTION_ARN.exec(uri)?.[1];
}
