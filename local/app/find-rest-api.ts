import { readStartChatFunctions } from './start-chat-functions';
import { readRestApis } from '../aws/rest-api/read-rest-apis';
import type { RestApiDefinition } from '../aws/rest-api/rest-api-definition';
import { type AssemblyStack, readAssembly } from '../aws/template/assembly';

export interface FoundRestApi {
  readonly stack: AssemblyStack;
  readonly definition: RestApiDefinition;
}

/** Finds the REST API of the app's PersistentChat, or else the app's only REST API. */
export function findRestApi(assembly: string, stackName?: string, sqsEndpoint?: string): FoundRestApi {
  const stacks = readAssembly(assembly, stackName, sqsEndpoint);
  const all = stacks.flatMap((stack) => readRestApis(stack.template).map((definition) => ({ stack, definition })));
  const ofPersistentChat = all.filter(hasStartChatMethod);
  const found = ofPersistentChat.length > 0 ? ofPersistentChat : all;
  if (found.length === 1) return found[0];
  if (found.length === 0) throw new Error(`${assembly} contains no REST API with a stage. Synthesize an app with one, for example with a PersistentChat.`);
  throw severalRestApisError(found);
}

function severalRestApisError(found: FoundRestApi[]): Error {
  const stacks = [...new Set(found.map(({ stack }) => stack.template.environment.stackName))];
  const several = `The app has ${found.length} stages of REST APIs`;
  if (stacks.length > 1) return new Error(`${several}, but only one can run at a time. Choose its stack with --stack: ${stacks.join(', ')}`);
  const names = found.map(({ definition }) => `${definition.apiId} (stage ${definition.stage.name})`);
  return new Error(`${several} in the stack ${stacks[0]}, but only one can run at a time: ${names.join(', ')}. `
    + 'Define them in separate stacks, and choose one with --stack.');
}

function hasStartChatMethod({ stack, definition }: FoundRestApi): boolean {
  const functions = readStartChatFunctions(stack);
  return definition.methods.some(({ integration }) => functions.some(({ functionArn }) => integration.Uri?.includes(functionArn)));
}
