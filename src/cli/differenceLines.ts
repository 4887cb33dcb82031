import type { UnitDifference } from '../audit/unitDifference.ts';
import type { UnitName } from '../audit/explainable.ts';
import { aligned, figure, shown, signed } from './text.ts';

/**
 * Why the scores of two units differ, as a table, the greatest part first.
 *
 * Degenerate: units of which one has no score have no points.
 * @example differenceLines(unitDifference(result, 0, 1))[0] // 'tea / Ada: score 20, 80 below tea / Bo: score 100'
 */
export function differenceLines({ unit, other, scores, difference, indicators, method }: UnitDifference): string[] {
  const ordered = [...indicators].sort((left, right) => Math.abs(right.points) - Math.abs(left.points));
  const rows = ordered.map(({ id, direction, raw, normalized, points }) => [
    `${id}${direction === 'cost' ? ' (less is better)' : ''}`,
    ...[...raw, ...normalized].map(figure),
    signed(points),
  ]);
  const header = ['indicator', 'raw', 'other', 'normalized', 'other', 'points'];
  const how = `${figure(Math.abs(difference))} ${difference < 0 ? 'below' : 'above'}`;
  return [
    `${nameOf(unit)}: score ${figure(scores[0])}, ${Number.isNaN(difference) ? 'beside' : how} ${nameOf(other)}: score ${figure(scores[1])}`,
    ...aligned([header, ...rows, ['difference', '', '', '', '', signed(difference)]], [1, 2, 3, 4, 5]).map(
      line => `  ${line}`,
    ),
    ...(method === 'sampled' ? ['  points are estimated from 1,000 orders of the indicators'] : []),
  ];
}

function nameOf(unit: UnitName): string {
  return unit.map(({ value }) => shown(value)).join(' / ');
}
