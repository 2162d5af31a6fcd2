/** Synthesizes an example of this project in all its variants: tsx synthesize-variants.ts EXAMPLE FOLDER. Writes a cloud assembly per variant. */
import { join } from 'node:path';
import { current } from './changed-library';
import type { ExampleName } from './examples';
import { VARIANTS } from './variants';

const [example, folder] = process.argv.slice(2) as [ExampleName, string];
const app = join(__dirname, '../../examples', example, 'app.ts');

for (const variant of VARIANTS) {
  Object.assign(current, { example, variant });
  // The CDK reads it when an app is made, and synthesizes the app when the process is about to end.
  process.env.CDK_OUTDIR = join(folder, variant);
  require(app);
  delete require.cache[require.resolve(app)];
}
