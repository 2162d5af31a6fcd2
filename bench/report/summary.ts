import type { Results } from '../measure';
import { TARGETS, Target, isMet } from '../targets';
import { formatTable, formatNumber } from './markdown';

/** Each target with the figure that the run reached. */
export function formatTargets(results: Results): string {
  return formatTable(['what', 'target', 'stretch goal', 'reached', ''], TARGETS.map((target) => [
    target.what, formatLimit(target, target.limit), target.stretchGoal === undefined ? '' : formatLimit(target, target.stretchGoal),
    `${formatNumber(target.reached(results))}${formatUnit(target)}`, isMet(target, results) ? 'met' : '**missed**',
  ]));
}

export function listMissedTargets(results: Results): readonly Target[] {
  return TARGETS.filter((target) => !isMet(target, results));
}

/** One line. */
export function summarize(results: Results): string {
  const missed = listMissedTargets(results);
  const named = missed.map((target) => `${target.what}: ${formatNumber(target.reached(results))}${formatUnit(target)}`).join('; ');
  return `${TARGETS.length - missed.length} of ${TARGETS.length} targets met${named && `; missed: ${named}`}.`;
}

function formatLimit(target: Target, limit: number): string {
  return `${target.atLeast ? '≥' : '≤'} ${limit}${formatUnit(target)}`;
}

function formatUnit({ unit }: Target): string {
  return unit ? ` ${unit}` : '';
}
