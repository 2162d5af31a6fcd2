import { Stack } from 'aws-cdk-lib';
import { ChatApp, startChatApp } from './chat-app';
import type { ConnectSimulatorOptions } from '../../local/connect/simulator';
import { ChatAccess, ChatSessionStore, PersistentChatProps } from '../../src';
import { INSTANCE_ARN } from '../fixtures';
import { Item, call, createConnection } from '../local/connect/participant/participant-fixture';

const ISSUER = 'https://issuer.example.com';
const RESUME = '/Prod/resume';

/** What a customer is answered. */
export interface ChatAnswer {
  readonly status: number;
  readonly contactId: string;
  readonly token: string;
  readonly continuedFrom?: string;
  readonly code?: string;
  readonly persistentChat: {
    readonly outcome: string; readonly reasonCode?: string; readonly reason?: string; readonly notContinued?: string; readonly resumeHandle?: string;
  };
}

/** An app with a session store, whose customers sign in. */
export async function startStoreApp(props: Partial<PersistentChatProps> = {}, simulator: Partial<ConnectSimulatorOptions> = {}): Promise<ChatApp> {
  return startChatApp((stack: Stack) => ({
    access: ChatAccess.jwt({ issuer: ISSUER, audience: ['chat'] }),
    sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ARN }),
    resumeThrottle: { rateLimit: 1000, burstLimit: 1000 },
    ...props,
  }), simulator);
}

export async function readAnswer(response: Response): Promise<ChatAnswer> {
  const { data } = await response.json() as { data: Record<string, Record<string, string>> & { persistentChat: ChatAnswer['persistentChat'] } };
  return {
    status: response.status,
    contactId: data.startChatResult?.ContactId,
    token: data.startChatResult?.ParticipantToken,
    continuedFrom: data.startChatResult?.ContinuedFromContactId,
    persistentChat: data.persistentChat,
    code: data.Error?.code,
  };
}

/** A customer who has signed in, on any device. */
export function signIn(app: ChatApp, subject: string) {
  const headers = { Authorization: `Bearer ${app.issuer.signToken({ iss: ISSUER, sub: subject, aud: 'chat' })}` };
  return {
    identity: { issuer: ISSUER, subject },
    start: async (body: object = {}) => readAnswer(await app.request({ headers, body: JSON.stringify(body) })),
    resume: async () => readAnswer(await app.request({ headers }, RESUME)),
  };
}

/** The words that the page of this chat shows. */
export async function readWords(app: ChatApp, { token }: Pick<ChatAnswer, 'token'>): Promise<string[]> {
  const centre = { simulator: app.connect } as Parameters<typeof call>[0];
  const { body } = await createConnection(centre, token, ['CONNECTION_CREDENTIALS']);
  const read = async (NextToken?: string): Promise<Item[]> => {
    const page = await call(centre, 'transcript', body.ConnectionCredentials!.ConnectionToken, { ScanDirection: 'BACKWARD', MaxResults: 100, NextToken });
    return [...page.body.Transcript!, ...(page.body.NextToken ? await read(page.body.NextToken) : [])];
  };
  return (await read()).flatMap(({ Content }) => Content ?? []);
}
