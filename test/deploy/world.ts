import { join } from 'node:path';
import type { Assemblies } from './apps/assemblies';
import { CdkCli } from './aws/cdk-cli';
import { ACCOUNT, LocalAws, REGION } from './aws/local-aws';
import { StartedParts } from '../../local/app/started-parts';
import { LocalIssuer } from '../../local/aws/issuer/local-issuer';
import type { ContactEvent } from '../../local/connect/contact-centre/contact-event';
import { ConnectSimulator } from '../../local/connect/simulator';

/** The instance and the flow of every example. */
const INSTANCE_ARN = `arn:aws:connect:${REGION}:${ACCOUNT}:instance/11111111-1111-1111-1111-111111111111`;
const CONTACT_FLOW_ID = '22222222-2222-2222-2222-222222222222';

/** What the examples are deployed into: a local AWS, with the simulator of Amazon Connect beside it. */
export interface World {
  readonly aws: LocalAws;
  readonly cdk: CdkCli;
  readonly connect: ConnectSimulator;
  /** What Connect has told so far of all examples' chats. */
  readonly contactEvents: readonly ContactEvent[];
  readonly issuer: LocalIssuer;
  readonly assemblies: Assemblies;
}

/** @param folder for all that is written meanwhile */
export async function createWorld(folder: string, assemblies: Assemblies, parts: StartedParts): Promise<World> {
  const quotas = { requestsPerSecond: 1000, burst: 1000 };
  const connect = parts.add(await ConnectSimulator.start({ instanceArn: INSTANCE_ARN, contactFlowIds: [CONTACT_FLOW_ID], quotas }));
  const issuer = parts.add(await LocalIssuer.start());
  const aws = parts.add(await LocalAws.start({ folder: join(folder, 'aws'), connectEndpoint: connect.endpoint, jwksUri: issuer.jwksUri }));
  const contactEvents: ContactEvent[] = [];
  connect.contactEvents.deliverTo((event) => void contactEvents.push(event));
  return { aws, cdk: new CdkCli(aws), connect, contactEvents, issuer, assemblies };
}
