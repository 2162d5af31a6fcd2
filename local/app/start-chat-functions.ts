import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import type { AssemblyStack } from '../aws/template/assembly';
import { type FunctionDefinition, readFunctions } from '../aws/template/function-definition';

/** Reads the start-chat functions of the stack's PersistentChat constructs. Only they have this environment variable. */
export function readStartChatFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return readFunctions(stack).filter(({ environment }) => START_CHAT_ENVIRONMENT.contactFlowIds in environment);
}
