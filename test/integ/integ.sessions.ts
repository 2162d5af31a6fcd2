import { Stack } from 'aws-cdk-lib';
import { integStack } from './integ-stack';
import { ChatAccess, ChatSessionStore } from '../../src';
import { CONTACT_FLOW_ID, INSTANCE_ID } from '../fixtures';

integStack('SessionsChat', (stack: Stack) => ({
  instanceId: INSTANCE_ID,
  contactFlowId: CONTACT_FLOW_ID,
  access: ChatAccess.jwt({ issuer: 'https://issuer.example.com', audience: ['chat'] }),
  sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }),
}));
