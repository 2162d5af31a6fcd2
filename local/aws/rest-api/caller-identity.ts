import { GatewayRequest, getHeader } from './gateway-request';

/** Who signed the request, as an IAM-authorized API tells its integration. */
export interface IamCaller {
  readonly accessKey: string;
  readonly accountId: string;
  readonly caller: string;
  readonly user: string;
  readonly userArn: string;
  readonly principalOrgId?: string;
}

/** What an authorizer leaves in the request context. */
export interface Authorization {
  readonly caller?: IamCaller;
  /** `requestContext.authorizer`: claims of a user pool, or the context of a Lambda authorizer. */
  readonly authorizer?: Record<string, unknown>;
}

/** `requestContext.identity` of the proxy event. */
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
