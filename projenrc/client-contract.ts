import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the client's package has its copy of what the function and its clients have in common. */
export const CLIENT_CONTRACT = join(__dirname, '..', 'client', 'src', 'contract.ts');
const CONTRACT = join(__dirname, '..', 'src', 'shared', 'start-chat-contract.ts');

export function writeClientContract(): string {
  return `// Copied from src/shared/start-chat-contract.ts by \`npm run compile:client\`.\n${readFileSync(CONTRACT, 'utf8')}`;
}
