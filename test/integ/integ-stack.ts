import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import { PersistentChat, PersistentChatProps } from '../../src';

/** A stack with one chat, as an integration test. Its snapshot holds no stack traces, which would name this machine's folders. */
export function integStack(name: string, props: PersistentChatProps | ((stack: Stack) => PersistentChatProps)): PersistentChat {
  const app = new App({ context: { [DISABLE_CREATION_STACK_TRACES]: true } });
  const stack = new Stack(app, name);
  new IntegTest(app, 'Integ', { testCases: [stack] });
  return new PersistentChat(stack, 'Chat', typeof props === 'function' ? props(stack) : props);
}
