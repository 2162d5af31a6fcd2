import { ConnectClient, StartChatContactCommand, type StartChatContactCommandInput } from '@aws-sdk/client-connect';
import { Clock } from '../../../local/connect/contact-centre/clock';
import type { ContactEvent } from '../../../local/connect/contact-centre/contact-event';
import { ConnectSimulator, type ConnectSimulatorOptions } from '../../../local/connect/simulator';

export const REGION = 'eu-central-1';
export const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';
export const FLOW_ID = '22222222-2222-2222-2222-222222222222';
export const INSTANCE_ARN = `arn:aws:connect:${REGION}:111122223333:instance/${INSTANCE_ID}`;

/** A simulator whose time stands still, and the real SDK client pointed at it. */
export async function startConnect(options: Partial<ConnectSimulatorOptions> = {}) {
  const simulator = await ConnectSimulator.start({
    instanceArn: INSTANCE_ARN,
    contactFlowIds: [FLOW_ID],
    clock: new Clock(() => 1_800_000_000_000),
    ...options,
  });
  const client = (region = REGION, maxAttempts = 1) => new ConnectClient({
    region,
    endpoint: simulator.endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts,
  });
  const startChat = (input: Partial<StartChatContactCommandInput> = {}, sender = client()) => sender.send(new StartChatContactCommand({
    InstanceId: INSTANCE_ID,
    ContactFlowId: FLOW_ID,
    ParticipantDetails: { DisplayName: 'Jane' },
    ...input,
  }));
  return { simulator, client, startChat };
}

/** The same, with the contact events that the simulator has sent so far. */
export async function startConnectWithEvents() {
  const received: ContactEvent[] = [];
  const connect = await startConnect({ onContactEvent: (event) => void received.push(event) });
  return { connect, received };
}

export type Connect = Awaited<ReturnType<typeof startConnect>>;

/** The guide's past session: C1 with the first agent, C2 after a transfer, C3 the survey; all of it has ended. */
export async function playPastSession({ simulator, startChat }: Connect) {
  const c1 = (await startChat()).ContactId!;
  simulator.transcripts.say(c1, { role: 'CUSTOMER', content: 'said in C1' });
  const c2 = simulator.contacts.transfer(c1).contactId;
  simulator.transcripts.say(c2, { role: 'AGENT', content: 'said in C2' });
  const c3 = simulator.contacts.startSurvey(c2).contactId;
  simulator.transcripts.say(c3, { role: 'SYSTEM', content: 'asked in C3' });
  simulator.contacts.end(c3);
  return { c1, c2, c3 };
}
