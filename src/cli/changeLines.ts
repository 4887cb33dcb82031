import type { UnitName } from '../audit/explainable.ts';
import type { UnitChange } from '../release/unitChange.ts';
import { aligned, figure, shown, signed } from './text.ts';

/**
 * What moved a unit's score since an earlier release: its own values, its peers, the weights and the methods of the model.
 *
 * Degenerate: a unit that was not listed then, or has no score in one of them, has no parts.
 * @example changeLines({ unit, change, model: [] })[0] // 'tea / Ada: score 20, 5 below the 25 of the earlier release'
 */
export function changeLines({
  unit,
  change,
  model,
}: {
  readonly unit: UnitName;
  readonly change: UnitChange | null;
  readonly model: readonly string[];
}): string[] {
  const name = unit.map(({ value }) => shown(value)).join(' / ');
  if (change === null) return [`${name}: new since the earlier release`];
  const [before, after] = change.scores.map(figure);
  if (Number.isNaN(change.change)) return [`${name}: score ${after}, then ${before}: no change to split`];
  const way = `${figure(Math.abs(change.change))} ${change.change < 0 ? 'below' : 'above'} the ${before} of`;
  const how = change.change === 0 ? 'as in' : way;
  const values = [...change.values].sort((left, right) => Math.abs(right.points) - Math.abs(left.points));
  const rows = [
    ['its own data', '', '', signed(change.data)],
    ...values.map(({ id, raw, points }) => [`  ${id}`, figure(raw[0]), figure(raw[1]), signed(points)]),
    ['its peers', '', '', signed(change.peers)],
    ['the weights', '', '', signed(change.weights)],
    ['the methods', '', '', signed(change.methods)],
    ['change', '', '', signed(change.change)],
  ];
  const table = aligned([['', 'then', 'now', 'points'], ...rows], [1, 2, 3]).map(line => `  ${line}`);
  const errors = values.flatMap(({ error }) => (error === null ? [] : [error]));
  const estimated =
    errors.length === 0
      ? []
      : [`  its values are estimated, with a standard error of at most ${figure(Math.max(...errors))}`];
  const where =
    model.length === 0
      ? []
      : [`  the models differ in ${model.slice(0, 5).join(', ')}${model.length > 5 ? ' and more' : ''}`];
  return [`${name}: score ${after}, ${how} the earlier release`, ...table, ...estimated, ...where];
}
