import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

// jsii writes every source, as a map, and every comment into the JavaScript that it compiles, and has no option against it. That
// is most of the compiled code, which people who use the library download, and load with every synth. Editors show the comments
// of the type declarations.
const INLINE_MAP = /^\/\/# sourceMappingURL=data:.*$/gm;
const WITHOUT_COMMENTS = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS, removeComments: true };

for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))) {
  const path = join('lib', file);
  const code = readFileSync(path, 'utf8').replace(INLINE_MAP, '');
  writeFileSync(path, transpileModule(code, { compilerOptions: WITHOUT_COMMENTS }).outputText);
}
