import { START_CHAT_ENVIRONMENT } from '../../src/private/environment';
import { readAssembly } from '../template/assembly';
import { readFunctions } from '../template/function-definition';

export interface ConfiguredInstance {
  readonly instanceArn: string;
  readonly instanceId: string;
  readonly contactFlowIds: string[];
}

/** The Connect instance and flows that the app's start-chat function is configured for. */
export function readConfiguredInstance(assembly: string): ConfiguredInstance {
  const environments = readAssembly(assembly).flatMap(readFunctions).map(({ environment }) => environment);
  const environment = environments.find((variables) => START_CHAT_ENVIRONMENT.instanceArn in variables);
  if (!environment) throw new Error('the app has no start-chat function');
  const instanceArn = environment[START_CHAT_ENVIRONMENT.instanceArn];
  return {
    instanceArn,
    instanceId: instanceArn.slice(instanceArn.lastIndexOf('/') + 1),
    contactFlowIds: environment[START_CHAT_ENVIRONMENT.contactFlowIds].split(','),
  };
}
