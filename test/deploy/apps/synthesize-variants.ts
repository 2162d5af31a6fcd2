/** Synthesizes an example of this project in variants: tsx synthesize-variants.ts FOLDER EXAMPLE VARIANT... Writes a cloud assembly per variant. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { current } from './changed-library';

const [folder, example, ...variants] = process.argv.slice(2);
const load = createRequire(__filename);
const app = join(__dirname, '../../../examples', example, 'app.ts');

for (const variant of variants) {
  Object.assign(current, { example, variant });
  // The CDK reads it when an app is made, and synthesizes the app when the process is about to end.
  process.env.CDK_OUTDIR = join(folder, variant);
  load(app);
  delete load.cache[load.resolve(app)];
}
