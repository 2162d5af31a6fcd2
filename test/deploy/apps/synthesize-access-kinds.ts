/** Synthesizes a chat of each kind of access, with and without a store, and one in a VPC with keys of the app: tsx synthesize-access-kinds.ts FOLDER. Writes a cloud assembly for each. */
import { join } from 'node:path';
import { App, Stack, aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { ACCESS_KINDS, type AccessKind } from './examples';
import { accessOf } from './variants';
import { ChatFunctionOptions, ChatSessionStore, PersistentChat, PersistentChatProps } from '../../../src';

const INSTANCE_ID = '11111111-1111-1111-1111-111111111111';

const [folder] = process.argv.slice(2);

function synthesize(kind: AccessKind, hasStore: boolean): void {
  const app = new App({ outdir: join(folder, hasStore ? `${kind} with a store` : kind) });
  const stack = new Stack(app, 'Stack');
  new PersistentChat(stack, 'Chat', {
    instanceId: INSTANCE_ID,
    contactFlowId: '22222222-2222-2222-2222-222222222222',
    allowedOrigins: ['https://www.example.com'],
    access: accessOf(kind, stack),
    sessionStore: hasStore ? new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID }) : undefined,
  });
  app.synth();
}

/** Both with the props that only some accounts ask for. */
function synthesizeWithOptions(): void {
  const app = new App({ outdir: join(folder, 'VPC, keys and traces') });
  const stack = new Stack(app, 'Stack');
  const key = new kms.Key(stack, 'LogKey', { enableKeyRotation: true });
  const handleKey = new kms.Key(stack, 'HandleKey', { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC });
  const options: ChatFunctionOptions = { vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }), tracing: true, logEncryptionKey: key };
  const chat = (id: string, props: Partial<PersistentChatProps>) => new PersistentChat(stack, id, {
    instanceId: INSTANCE_ID,
    contactFlowId: '22222222-2222-2222-2222-222222222222',
    access: accessOf('JWT', stack),
    disableExecuteApiEndpoint: true,
    provisionedConcurrentExecutions: 1,
    ...options,
    ...props,
  });
  chat('WithHandles', { resumeHandleKey: handleKey });
  chat('WithStore', { sessionStore: new ChatSessionStore(stack, 'Sessions', { instanceId: INSTANCE_ID, ...options }) });
  app.synth();
}

synthesizeWithOptions();
for (const kind of ACCESS_KINDS) {
  synthesize(kind, false);
  // Nobody knows who an anonymous customer is.
  if (kind !== 'ANONYMOUS') synthesize(kind, true);
}
