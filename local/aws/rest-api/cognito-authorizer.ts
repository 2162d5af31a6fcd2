import type { AuthorizerDefinition } from './authorizer-definition';
import type { Authorization } from './caller-identity';
import { GatewayFailure } from './gateway-failure';
import type { RoutedRequest } from './gateway-request';
import { readIdentitySource } from './identity-source';

/** Returns the claims of the token; undefined when it is not a valid id token of one of these user pools. */
export type VerifyUserPoolToken = (token: string, userPoolArns: string[]) => Promise<Record<string, unknown> | undefined>;

/** Accepts tokens of all app clients of the user pools, as API Gateway does. */
export class CognitoAuthorizer {
  constructor(private readonly definition: AuthorizerDefinition, private readonly verify: VerifyUserPoolToken = async () => undefined) {}

  async authorize(request: RoutedRequest): Promise<Authorization> {
    const token = readIdentitySource(request, this.definition.identitySources[0]);
    const claims = token && await this.verify(token.replace(/^Bearer /i, ''), this.definition.userPoolArns);
    if (!claims) throw new GatewayFailure('UNAUTHORIZED');
    return { authorizer: { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, toText(value)])) } };
  }
}

// AWS does not document how API Gateway writes claims that are not strings. Users report that it joins lists with commas.
function toText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
