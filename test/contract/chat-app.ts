import { App, Stack } from 'aws-cdk-lib';
import { LocalAppOptions, startLocalApp } from '../../local/app/local-app';
import { ConnectSimulator, ConnectSimulatorOptions } from '../../local/connect/simulator';
import { ChatAccess, PersistentChat, PersistentChatProps } from '../../src';
import { chatInStack, CONTACT_FLOW_ID, INSTANCE_ARN } from '../fixtures';

export const ORIGIN = 'https://www.example.com';

const UNLIMITED = { rateLimit: 1000, burstLimit: 1000 };

type ChatProps = Partial<PersistentChatProps>;

/** A synthesized PersistentChat, served on this machine, against the Connect simulator. By default a public website's. */
export async function startChatApp(
  props: ChatProps | ((stack: Stack) => ChatProps) = {},
  simulator: Partial<ConnectSimulatorOptions> = {},
  change: (chat: PersistentChat) => void = () => undefined,
  localApp: Partial<LocalAppOptions> = {},
) {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const given = typeof props === 'function' ? props(stack) : props;
  const { chat } = chatInStack({
    instanceId: INSTANCE_ARN,
    access: ChatAccess.anonymous(),
    allowedOrigins: [ORIGIN],
    throttle: UNLIMITED,
    ...(given.sessionStore && { customerThrottle: UNLIMITED }),
    ...given,
  }, stack);
  change(chat);
  const connect = await ConnectSimulator.start({
    instanceArn: INSTANCE_ARN, contactFlowIds: [CONTACT_FLOW_ID], quotas: { requestsPerSecond: 1000, burst: 1000 }, ...simulator,
  });
  const logs: string[] = [];
  const { endpoint: connectEndpoint, clock } = connect;
  const local = await startLocalApp({ assembly: app.synth().directory, connectEndpoint, clock, onLog: (line) => logs.push(line), ...localApp });
  connect.contactEvents.deliverTo(async (event) => local.sendContactEvent(event));

  return {
    ...local,
    connect,
    logs,
    request: (init: RequestInit = {}, path = '') => fetch(new URL(path, local.url), { method: 'POST', ...init }),
    close: async () => {
      await local.close();
      await connect.close();
    },
  };
}

export type ChatApp = Awaited<ReturnType<typeof startChatApp>>;
