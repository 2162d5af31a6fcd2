import { partition } from '@aws-sdk/core/client';

/** How the host names of each service begin. */
const HOSTS = { connect: 'connect', connectparticipant: 'participant.connect', dynamodb: 'dynamodb', kms: 'kms', sqs: 'sqs' } as const;

export type ServiceName = keyof typeof HOSTS;

// All their endpoints in AWS GovCloud (US) are FIPS endpoints.
const FIPS_IN_GOV_CLOUD: readonly ServiceName[] = ['connect', 'connectparticipant', 'dynamodb', 'sqs'];

/**
 * The endpoint that the environment configures for the service, or the service's endpoint in the Region by the SDK's table
 * of partitions. https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html
 */
export function resolveEndpoint(service: ServiceName, region: string, environment: NodeJS.ProcessEnv): URL {
  const isOn = (name: string) => environment[name] === 'true';
  const configured = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment.AWS_ENDPOINT_URL;
  if (configured && !isOn('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')) return new URL(configured);
  const [fips, dualStack] = [isOn('AWS_USE_FIPS_ENDPOINT'), isOn('AWS_USE_DUALSTACK_ENDPOINT')];
  const { name, dnsSuffix, dualStackDnsSuffix } = partition(region);
  const isFipsAnyway = name === 'aws-us-gov' && !dualStack && FIPS_IN_GOV_CLOUD.includes(service);
  return new URL(`https://${HOSTS[service]}${fips && !isFipsAnyway ? '-fips' : ''}.${region}.${dualStack ? dualStackDnsSuffix : dnsSuffix}`);
}
