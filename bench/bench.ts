import { measure } from './measure';
import { writeDocument } from './report/document';
import { listMissedTargets, summarize, formatTargets } from './report/summary';

/** `--check` judges the figures and writes none. */
async function main() {
  const results = await measure((what) => console.error(`Measuring: ${what}`));
  console.log(formatTargets(results));
  if (process.argv.includes('--check')) process.exitCode = listMissedTargets(results).length === 0 ? 0 : 1;
  else writeDocument(results);
  console.log(summarize(results));
}

void main();
