import type { Spread } from '../statistics';

export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** With three significant digits. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** The median, and the quartiles around it. */
export function formatSpread({ median, low, high }: Spread): string {
  return `${formatNumber(median)} (${formatNumber(low)}–${formatNumber(high)})`;
}
