import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Contract } from './client-types';
import { CLIENT_DIST } from './shipped-client';
import type { FailureCode } from '../../lambda/start-chat/contract/failure';
import type { NotContinuedCode } from '../../lambda/start-chat/contract/not-continued';
import type { RehydrationType } from '../../lambda/start-chat/contract/start-plan';
import type { StartedChat } from '../../lambda/start-chat/contract/started-chat';
import { CLIENT_CONTRACT, writeClientContract } from '../../projenrc/client-contract';
import { ChatAccess } from '../../src';
import { startChatApp } from '../contract/chat-app';
import { CONTACT_FLOW_ID, INSTANCE_ID } from '../fixtures';

const LIMIT_BYTES = 3000;

/** Does not compile unless both types are the same. */
type Same<A, B> = [A, B] extends [B, A] ? true : never;

test.each(['index', 'transcript', 'fetch'])('the entry point %s is small', async (entryPoint) => {
  const { outputFiles } = await build({ entryPoints: [join(CLIENT_DIST, `${entryPoint}.js`)], bundle: true, minify: true, format: 'esm', write: false });
  expect(gzipSync(outputFiles[0].contents, { level: 9 }).length).toBeLessThan(LIMIT_BYTES);
});

test('the contract of the client is that of the function', () => {
  const same: [
    Same<Contract.FunctionErrorCode, FailureCode>,
    Same<Contract.ReasonCode, NotContinuedCode>,
    Same<Contract.RehydrationType, RehydrationType>,
    Same<Contract.Outcome, StartedChat['outcome']>,
  ] = [true, true, true, true];
  expect(same).toHaveLength(4);
  expect(readFileSync(CLIENT_CONTRACT, 'utf8')).toBe(writeClientContract());
});

test('the function takes each key that the client has', async () => {
  const everyKey: Omit<Required<Contract.StartChatRequest>, 'CustomerId'> = {
    ParticipantDetails: { DisplayName: 'Ada' },
    customerName: 'Ada',
    Attributes: { customerName: 'Ada' },
    InitialMessage: { ContentType: 'text/plain', Content: 'Hello' },
    SupportedMessagingContentTypes: [
      'text/plain', 'text/markdown', 'application/json',
      'application/vnd.amazonaws.connect.message.interactive', 'application/vnd.amazonaws.connect.message.interactive.response',
    ],
    ChatDurationInMinutes: 60,
    PersistentChat: { RehydrationType: 'FROM_SEGMENT', Start: 'NEW' },
    ContactFlowId: CONTACT_FLOW_ID,
    InstanceId: INSTANCE_ID,
    ConnectInstanceId: INSTANCE_ID,
    ClientToken: 'a-key',
  };
  const app = await startChatApp({ access: ChatAccess.anonymous() });
  const answer = await app.request({ body: JSON.stringify(everyKey) });
  const { data } = await answer.json() as { data: Contract.StartedChatData };
  expect(answer.status).toBe(200);
  expect(JSON.parse(app.connect.requests[0].body)).toMatchObject({
    SupportedMessagingContentTypes: everyKey.SupportedMessagingContentTypes, ChatDurationInMinutes: 60, InitialMessage: everyKey.InitialMessage,
  });
  const keys: Record<keyof Omit<Contract.StartedChatData, 'droppedAttributes'>, unknown> = data;
  expect(Object.keys(keys).sort()).toEqual(['featurePermissions', 'persistentChat', 'region', 'startChatResult']);
  await app.close();
});

test('what is shipped is modules and their types, without a dependency', () => {
  const manifest = JSON.parse(readFileSync(join(CLIENT_DIST, '../package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: 'cdk-connect-persistent-chat-client', type: 'module', files: ['dist'] });
  expect(Object.keys(manifest).filter((key) => /dependencies/i.test(key))).toEqual([]);
});
