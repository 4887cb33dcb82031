import { oneGroup } from '../../table/groups.ts';
import { windowSums } from '../cells.ts';
import type { Window } from '../months.ts';
import type { Study } from '../study.ts';

/**
 * How many sales rows lie in a stretch of months: what stands behind an answer.
 *
 * Degenerate: months before the first have none.
 * @example salesRowsIn(study, { from: -3, to: -1 }) // 0
 */
export function salesRowsIn(study: Study, window: Window): number {
  const cells = study.cellsBy([]);
  return windowSums(cells, oneGroup(cells.count), window).rows[0];
}
