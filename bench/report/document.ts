import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMED_COLD_SHARE, ASSUMED_CONNECT_MS } from '../cost';
import type { FunctionName } from '../functions-under-test';
import type { Results } from '../measure';
import { formatTable, formatNumber, formatSpread } from './markdown';
import { drawPlot } from './plot';
import { formatTargets } from './summary';

const DOCS = join(__dirname, '../../docs');
const START = '<!-- Written by npm run bench: start -->';
const END = '<!-- Written by npm run bench: end -->';

/** Writes the figures of this run into docs/performance.md, beside its plot and its raw results. */
export function writeDocument(results: Results): void {
  const file = join(DOCS, 'performance.md');
  const [before, rest] = readFileSync(file, 'utf8').split(START);
  const after = rest.split(END)[1];
  writeFileSync(file, `${before}${START}\n${formatFigures(results)}\n${END}${after}`);
  writeFileSync(join(DOCS, 'images', 'performance.svg'), drawPlot(results));
  writeFileSync(join(__dirname, '..', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}

function formatFigures(results: Results): string {
  return [
    `One run on ${results.machine}. Medians, with the quartiles in brackets.`,
    '### Targets',
    formatTargets(results),
    '### Cold start',
    `Milliseconds above an empty handler, which takes ${formatNumber(results.cold.emptyMs)} until its first answer. The last column is computed for the CPU share of ${results.memoryMiB} MB.`,
    formatColdStarts(results),
    `If INIT had a full CPU, and the first call the share, start-chat would take ${formatNumber(results.cold.firstAnswerRatioAfterFullInit)} of the usual.`,
    '### Warm requests',
    formatWarmRequests(results),
    '### Synth',
    'One backend, with the loading of everything, in milliseconds.',
    formatSynths(results),
    '### Memory size',
    'Lambda alone, for a start-chat without handles, store or authorizer: the CPU times of this machine, and the prices for arm64 in us-east-1 of November 2026. '
    + `Assumed: Connect answers in ${ASSUMED_CONNECT_MS} ms, and ${ASSUMED_COLD_SHARE * 100} % of the starts are cold. `
    + `The process peaks at ${formatNumber(results.memory.peakMiB['start-chat'])} MiB after 1,000 requests (the usual handler: ${formatNumber(results.memory.peakMiB.usual)} MiB).`,
    formatCosts(results),
  ].join('\n\n');
}

function formatColdStarts({ cold, kilobytes }: Results): string {
  const rows = (Object.keys(cold.functions) as FunctionName[]).filter((name) => name !== 'empty').map((name) => {
    const { init, untilFirstAnswer, untilFirstAnswerAtShare } = cold.functions[name];
    return [name, `${formatNumber(kilobytes[name])} kB`, formatSpread(init), formatSpread(untilFirstAnswer), formatSpread(untilFirstAnswerAtShare)];
  });
  return formatTable(['function', 'bundle', 'INIT', 'INIT and first call', 'the same at the share'], rows);
}

function formatWarmRequests({ warm }: Results): string {
  return formatTable(['loop', 'requests per second'], Object.entries(warm.perSecond).map(([name, perSecond]) => [`${name} at once`, formatSpread(perSecond)]));
}

function formatSynths({ synth }: Results): string {
  const scaled = synth.scaled.filter(({ backends }) => backends > 1).map(({ subject, backends, ms }) => [`${subject}, ${backends} of them`, formatSpread(ms)]);
  return formatTable(['app', 'ms'], [...Object.entries(synth.oneBackend).map(([subject, ms]) => [subject, formatSpread(ms)]), ...scaled]);
}

function formatCosts({ costs }: Results): string {
  return formatTable(['memory', 'cold start', 'warm start', 'a million starts'], costs.map(({ memoryMiB, coldMs, warmMs, dollarsPerMillion }) => (
    [`${memoryMiB} MB`, `${formatNumber(coldMs)} ms`, `${formatNumber(warmMs)} ms`, `$${dollarsPerMillion.toFixed(2)}`])));
}
