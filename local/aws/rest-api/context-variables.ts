/**
 * Replaces `$context.…` by its value. Gateway responses and access logs support nothing more. Only mapping templates are
 * rendered by the Velocity engine: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function substituteVariables(template: string, context: object, absent: string): string {
  return template.replace(/\$context\.([\w-]+(?:\.[\w-]+)*)/g, (_variable, path: string) => String(lookUp(context, path) ?? absent));
}

/** Returns the value at a dotted path, for example `identity.sourceIp`. */
export function lookUp(context: object, path: string): unknown {
  return path.split('.').reduce<unknown>((owner, name) => {
    return typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name) ? (owner as Record<string, unknown>)[name] : undefined;
  }, context);
}
