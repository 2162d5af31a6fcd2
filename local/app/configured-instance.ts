import { readStartChatFunctions } from './start-chat-functions';
import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import { readAssembly } from '../aws/template/assembly';

export interface ConfiguredInstance {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly contactFlowIds: string[];
}

/** Reads the Connect instance and the flows from the environment of the app's start-chat function. */
export function readConfiguredInstance(assembly: string, stackName?: string): ConfiguredInstance {
  const [startChat] = readAssembly(assembly, stackName).flatMap(readStartChatFunctions);
  if (!startChat) throw new Error(`${assembly} contains no PersistentChat. Synthesize an app with one.`);
  const { environment } = startChat;
  const instanceArn = environment[START_CHAT_ENVIRONMENT.instanceArn];
  return {
    instanceArn,
    instanceId: instanceArn.slice(instanceArn.lastIndexOf('/') + 1),
    contactFlowIds: environment[START_CHAT_ENVIRONMENT.contactFlowIds].split(','),
  };
}
