import type { AssemblyStack } from './assembly';
import { type FunctionDefinition, readFunctions } from './function-definition';
import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';

/** The functions of the stack's PersistentChat constructs, told by what only they are configured with. */
export function readStartChatFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return readFunctions(stack).filter(({ environment }) => START_CHAT_ENVIRONMENT.contactFlowIds in environment);
}
