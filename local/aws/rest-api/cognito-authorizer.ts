import type { AuthorizerDefinition } from './authorizer-definition';
import type { Authorization } from './caller-identity';
import { GatewayFailure } from './gateway-failure';
import type { RoutedRequest } from './gateway-request';
import { readIdentitySource } from './identity-source';

/** Claims of a valid id token of one of these pools; undefined when the token is none. */
export type VerifyUserPoolToken = (token: string, userPoolArns: string[]) => Promise<Record<string, unknown> | undefined>;

/** Which app client a token was made for is not looked at, as in API Gateway. */
export class CognitoAuthorizer {
  constructor(private readonly definition: AuthorizerDefinition, private readonly verify: VerifyUserPoolToken = async () => undefined) {}

  async authorize(request: RoutedRequest): Promise<Authorization> {
    const token = readIdentitySource(request, this.definition.identitySources[0]);
    const claims = token && await this.verify(token.replace(/^Bearer /i, ''), this.definition.userPoolArns);
    if (!claims) throw new GatewayFailure('UNAUTHORIZED');
    return { authorizer: { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, toText(value)])) } };
  }
}

// That lists come joined by commas is what users report; AWS does not document how claims are written that are no strings.
function toText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
