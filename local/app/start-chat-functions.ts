import { START_CHAT_ENVIRONMENT } from '../../src/shared/environment';
import type { AssemblyStack } from '../aws/template/assembly';
import { type FunctionDefinition, readFunctions } from '../aws/template/function-definition';

/** The functions of the stack's PersistentChat constructs, told by what only they are configured with. */
export function readStartChatFunctions(stack: AssemblyStack): FunctionDefinition[] {
  return readFunctions(stack).filter(({ environment }) => START_CHAT_ENVIRONMENT.contactFlowIds in environment);
}
