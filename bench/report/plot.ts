import type { FunctionName } from '../functions-under-test';
import type { Results } from '../measure';
import { formatNumber } from './markdown';

const WIDTH = 760;
const LABEL_WIDTH = 240;
const ROW = 26;
const BASELINE = '#8c96a0';
const OURS = '#1f6feb';
const FIRST_CALL = '#9ec3f7';
const BASELINE_FIRST_CALL = '#cbd1d7';

interface Bar {
  readonly label: string;
  readonly isOurs: boolean;
  /** Of one bar, the parts one after the other. */
  readonly parts: readonly number[];
}

/** Two charts of bars: the cold start and the synth, each against its baselines. */
export function drawPlot({ cold, synth }: Results): string {
  const isBaseline = (name: string) => name.startsWith('usual');
  const coldBars = (Object.keys(cold.functions) as FunctionName[]).filter((name) => name !== 'empty').map((name) => {
    const { init, untilFirstAnswer } = cold.functions[name];
    return { label: name, isOurs: !isBaseline(name), parts: [init.median, untilFirstAnswer.median - init.median] };
  });
  const synthBars = Object.entries(synth.oneBackend).map(([name, { median }]) => ({ label: name, isOurs: name === 'persistent-chat', parts: [median] }));
  const top = drawChart('Cold start above an empty handler, ms: INIT, then the first call (lighter)', coldBars, 0);
  const bottom = drawChart('Synth of one backend, ms', synthBars, top.height);
  const height = top.height + bottom.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" role="img">`,
    '<title>Cold start and synth against their baselines</title>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    top.svg, bottom.svg, '</svg>', '',
  ].join('\n');
}

function drawChart(title: string, bars: readonly Bar[], top: number): { readonly svg: string; readonly height: number } {
  const longest = Math.max(...bars.map(({ parts }) => sum(parts)));
  const scale = (WIDTH - LABEL_WIDTH - 80) / longest;
  const rows = bars.map((bar, index) => drawRow(bar, top + 40 + index * ROW, scale));
  return { svg: [`<text x="12" y="${top + 24}" font-weight="bold">${title}</text>`, ...rows].join('\n'), height: 52 + bars.length * ROW };
}

function drawRow({ label, isOurs, parts }: Bar, y: number, scale: number): string {
  const colours = isOurs ? [OURS, FIRST_CALL] : [BASELINE, BASELINE_FIRST_CALL];
  let x = LABEL_WIDTH;
  const rects = parts.map((part, index) => {
    const width = Math.max(0, part * scale);
    const rect = `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 8}" fill="${colours[index]}"/>`;
    x += width;
    return rect;
  });
  return [
    `<text x="${LABEL_WIDTH - 8}" y="${y + 13}" text-anchor="end">${label}</text>`, ...rects,
    `<text x="${(x + 6).toFixed(1)}" y="${y + 13}">${formatNumber(sum(parts))}</text>`,
  ].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
