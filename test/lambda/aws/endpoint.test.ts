import { ConnectClient } from '@aws-sdk/client-connect';
import { ConnectParticipantClient } from '@aws-sdk/client-connectparticipant';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { resolveEndpoint } from '../../../lambda/aws/endpoint';

const SERVICES = [
  ['connect', new ConnectClient({ region: 'us-east-1' }), 'connect'],
  ['connectparticipant', new ConnectParticipantClient({ region: 'us-east-1' }), 'participant.connect'],
  ['dynamodb', new DynamoDBClient({ region: 'us-east-1' }), 'dynamodb'],
  ['kms', new KMSClient({ region: 'us-east-1' }), 'kms'],
  ['sqs', new SQSClient({ region: 'us-east-1' }), 'sqs'],
] as const;

const REGIONS = RegionInfo.regions.map(({ name }) => name);

test('the Regions that are compared are of all partitions', () => {
  expect(REGIONS).toEqual(expect.arrayContaining(['us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1']));
});

describe.each(SERVICES)('%s', (service, client, host) => {
  afterAll(() => client.destroy());

  test.each([[false, false], [true, false], [false, true], [true, true]])('has the endpoint that the SDK takes, with FIPS %j and dual-stack %j', (fips, dualStack) => {
    const environment = { AWS_USE_FIPS_ENDPOINT: `${fips}`, AWS_USE_DUALSTACK_ENDPOINT: `${dualStack}` };
    const inEachRegion = (resolve: (region: string) => URL) => Object.fromEntries(REGIONS.map((region) => [region, resolve(region).href]));
    expect(inEachRegion((region) => resolveEndpoint(service, region, environment)))
      .toEqual(inEachRegion((Region) => client.config.endpointProvider({ Region, UseFIPS: fips, UseDualStack: dualStack }).url));
  });

  test.each<[Record<string, string>, string]>([
    [{ AWS_ENDPOINT_URL: 'http://every.example' }, 'http://every.example/'],
    [{ AWS_ENDPOINT_URL: 'http://every.example', [`AWS_ENDPOINT_URL_${service.toUpperCase()}`]: 'http://one.example' }, 'http://one.example/'],
    [{ AWS_ENDPOINT_URL: 'http://every.example', [`AWS_ENDPOINT_URL_${service.toUpperCase()}`]: '' }, 'http://every.example/'],
    [{ AWS_ENDPOINT_URL: 'http://every.example', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, `https://${host}.us-east-1.amazonaws.com/`],
  ])('is called where %j says', (environment, endpoint) => {
    expect(resolveEndpoint(service, 'us-east-1', environment).href).toBe(endpoint);
  });
});
