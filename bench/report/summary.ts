import type { Results } from '../measure';
import { TARGETS, Target, isMet } from '../targets';
import { markdownTable, number } from './markdown';

/** Each target with the figure that the run reached. */
export function targetTable(results: Results): string {
  return markdownTable(['what', 'target', 'stretch goal', 'reached', ''], TARGETS.map((target) => [
    target.what, limitOf(target, target.limit), target.stretchGoal === undefined ? '' : limitOf(target, target.stretchGoal),
    `${number(target.reached(results))}${unitOf(target)}`, isMet(target, results) ? 'met' : '**missed**',
  ]));
}

export function missedTargets(results: Results): readonly Target[] {
  return TARGETS.filter((target) => !isMet(target, results));
}

/** One line. */
export function summary(results: Results): string {
  const missed = missedTargets(results);
  const named = missed.map((target) => `${target.what}: ${number(target.reached(results))}${unitOf(target)}`).join('; ');
  return `${TARGETS.length - missed.length} of ${TARGETS.length} targets met${named && `; missed: ${named}`}.`;
}

function limitOf(target: Target, limit: number): string {
  return `${target.atLeast ? '≥' : '≤'} ${limit}${unitOf(target)}`;
}

function unitOf({ unit }: Target): string {
  return unit ? ` ${unit}` : '';
}
