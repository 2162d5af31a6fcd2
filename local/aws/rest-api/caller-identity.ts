import { GatewayRequest, getHeader } from './gateway-request';

/** The IAM identity that signed the request, as the integration gets it. */
export interface IamCaller {
  readonly accessKey: string;
  readonly accountId: string;
  readonly caller: string;
  readonly user: string;
  readonly userArn: string;
  readonly principalOrgId?: string;
}

/** What an authorizer adds to the request context. */
export interface Authorization {
  readonly caller?: IamCaller;
  /** `requestContext.authorizer`: the claims of a user pool's token, or the context that a Lambda authorizer returned. */
  readonly authorizer?: Record<string, unknown>;
}

/** Builds `requestContext.identity` of the proxy event. */
export function buildIdentity(request: GatewayRequest, { caller }: Authorization) {
  return {
    accessKey: caller?.accessKey ?? null,
    accountId: caller?.accountId ?? null,
    caller: caller?.caller ?? null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: caller?.principalOrgId ?? null,
    sourceIp: request.sourceIp,
    user: caller?.user ?? null,
    userAgent: getHeader(request, 'User-Agent') ?? null,
    userArn: caller?.userArn ?? null,
  };
}
