#!/usr/bin/env node
import { serveCommand, USAGE } from './serve-command';

const [command, ...args] = process.argv.slice(2);

if (command === 'local' && !args.includes('--help')) {
  serveCommand(args).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
} else {
  process.stdout.write(USAGE);
  process.exitCode = args.includes('--help') || command === '--help' ? 0 : 1;
}
