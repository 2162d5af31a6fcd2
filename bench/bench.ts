import { measure } from './measure';
import { writeDocument } from './report/document';
import { missedTargets, summary, targetTable } from './report/summary';

/** `--check` judges the figures and writes none. */
async function main() {
  const results = await measure((what) => console.error(`Measuring: ${what}`));
  console.log(targetTable(results));
  if (process.argv.includes('--check')) process.exitCode = missedTargets(results).length === 0 ? 0 : 1;
  else writeDocument(results);
  console.log(summary(results));
}

void main();
