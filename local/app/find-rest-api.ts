import { readStartChatFunctions } from './start-chat-functions';
import { readRestApis } from '../aws/rest-api/read-rest-apis';
import type { RestApiDefinition } from '../aws/rest-api/rest-api-definition';
import { type AssemblyStack, readAssembly } from '../aws/template/assembly';

export interface FoundRestApi {
  readonly stack: AssemblyStack;
  readonly definition: RestApiDefinition;
}

/** The REST API of the app's PersistentChat, or the only one that the app has. */
export function findRestApi(assembly: string, stackName?: string): FoundRestApi {
  const all = readAssembly(assembly, stackName).flatMap((stack) => readRestApis(stack.template).map((definition) => ({ stack, definition })));
  const ofPersistentChat = all.filter(hasStartChatMethod);
  const found = ofPersistentChat.length > 0 ? ofPersistentChat : all;
  if (found.length === 1) return found[0];
  if (found.length === 0) throw new Error(`${assembly} holds no REST API with a stage: synthesize an app with one, for example with PersistentChat`);
  throw severalRestApisError(found);
}

function severalRestApisError(found: FoundRestApi[]): Error {
  const stacks = [...new Set(found.map(({ stack }) => stack.template.environment.stackName))];
  const several = `The app holds ${found.length} stages of REST APIs`;
  if (stacks.length > 1) return new Error(`${several}, and one can run at a time: choose its stack with --stack, one of ${stacks.join(', ')}`);
  const names = found.map(({ definition }) => `${definition.apiId} (stage ${definition.stage.name})`);
  return new Error(`${several} in the stack ${stacks[0]}, and one can run at a time: ${names.join(', ')}. `
    + 'To run them locally, give each a stack of its own and choose one with --stack');
}

function hasStartChatMethod({ stack, definition }: FoundRestApi): boolean {
  const functions = readStartChatFunctions(stack);
  return definition.methods.some(({ integration }) => functions.some(({ functionArn }) => integration.Uri?.includes(functionArn)));
}
