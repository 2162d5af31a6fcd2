import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// jsii writes every source, as a map, into the JavaScript that it compiles, and has no option against it. That is two
// thirds of the compiled code, which people who use the library load with every synth.
const INLINE_MAP = /^\/\/# sourceMappingURL=data:.*$/gm;

for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
  const path = join('lib', file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(INLINE_MAP, '').trimEnd().concat('\n'));
}
