import { readStartChatFunctions } from './start-chat-functions';
import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import { readAssembly } from '../aws/template/assembly';

export interface ConfiguredInstance {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly contactFlowIds: string[];
}

/** The Connect instance and flows that the app's start-chat function is configured for. */
export function readConfiguredInstance(assembly: string, stackName?: string): ConfiguredInstance {
  const [startChat] = readAssembly(assembly, stackName).flatMap(readStartChatFunctions);
  if (!startChat) throw new Error(`${assembly} holds no PersistentChat`);
  const { environment } = startChat;
  const instanceArn = environment[START_CHAT_ENVIRONMENT.instanceArn];
  return {
    instanceArn,
    instanceId: instanceArn.slice(instanceArn.lastIndexOf('/') + 1),
    contactFlowIds: environment[START_CHAT_ENVIRONMENT.contactFlowIds].split(','),
  };
}
