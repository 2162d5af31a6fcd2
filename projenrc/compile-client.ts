import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { recordBuild } from './build-record';
import { CLIENT_CONTRACT, writeClientContract } from './client-contract';

writeFileSync(CLIENT_CONTRACT, writeClientContract());
rmSync('client/dist', { recursive: true, force: true });
const { status } = spawnSync('tsc', ['--project', 'client'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
recordBuild('client/dist', ['client/src', 'client/tsconfig.json', 'node_modules/typescript/package.json', 'projenrc/compile-client.ts']);
