import { aws_cognito as cognito } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { Send } from './load';
import { ChatAccess, ChatSessionStore, PersistentChatProps } from '../../src';
import { ChatApp, startChatApp } from '../contract/chat-app';
import { INSTANCE_ARN } from '../fixtures';

const ISSUER = 'https://issuer.example.com';

/** What makes an app's customers, and the claims of their tokens. */
export interface Access {
  readonly access: (stack: Stack) => ChatAccess;
  readonly claims: object;
}

export const ACCESSES: Record<'jwt' | 'cognito', Access> = {
  jwt: { access: () => ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }), claims: { iss: ISSUER, aud: 'chat' } },
  cognito: {
    access: (stack) => ChatAccess.cognito([cognito.UserPool.fromUserPoolId(stack, 'Customers', 'us-west-2_customers')]),
    claims: { iss: 'https://cognito-idp.us-west-2.amazonaws.com/us-west-2_customers', token_use: 'id' },
  },
};

/** An app with the library's own limits, and Connect's own quotas. */
export async function startLimitedApp(
  { access }: Access, { store, ...props }: Partial<PersistentChatProps> & { readonly store: boolean },
): Promise<ChatApp> {
  return startChatApp((stack) => ({
    access: access(stack),
    throttle: undefined,
    customerThrottle: undefined,
    ...(store && { sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }) }),
    ...props,
  }), { quotas: {} });
}

/** A customer who starts, resumes and starts anew by turns, as fast as asked. */
export function customerOf(app: ChatApp, { claims }: Access, subject: string, bodies: readonly object[] = [{}]): Send {
  const headers = { Authorization: `Bearer ${app.issuer.signToken({ sub: subject, ...claims })}` };
  return async (index) => {
    const response = await app.request({ headers, body: JSON.stringify(bodies[index % bodies.length]) });
    await response.arrayBuffer();
    return response.status;
  };
}

/** A refresh, a second tab, and a new conversation. */
export const IN_A_LOOP: readonly object[] = [{}, {}, { PersistentChat: { Start: 'NEW' } }];
