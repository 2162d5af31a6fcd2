/** Synthesizes a chat of each kind of access, with and without a store: tsx synthesize-access-kinds.ts FOLDER. Writes a cloud assembly for each. */
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ACCESS_KINDS, type AccessKind } from './examples';
import { accessOf } from './variants';
import { ChatSessionStore, PersistentChat } from '../../../src';

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

for (const kind of ACCESS_KINDS) {
  synthesize(kind, false);
  // Nobody knows who an anonymous customer is.
  if (kind !== 'ANONYMOUS') synthesize(kind, true);
}
