import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import type { GroupNumbers } from '../../stats/extent.ts';
import type { MethodDialect } from '../../expr/methodDialect.ts';
import type { Groups } from '../../table/groups.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { ontoScale, ontoScaleSql, restOf, scaleEnds } from './scale.ts';

/**
 * Logarithm to the best: ln(1 + x) as a part of ln(1 + max) of the group: the best 100, nothing 0; of a cost what is left of the
 * scale, so that a cost of nothing is 100 and the greatest 0.
 *
 * Shape: n values to n values. Unit: amounts of 0 or more to [low, high]; places change with the unit of the values.
 * Degenerate: equal amounts: the upper end (cost: the lower); amounts below 0 count as 0, and where none is above 0 all get the lower
 * end (cost: the upper); a newcomer above the best lies beyond the scale.
 * @source China Online Consumer Brand Index (Peking University, 2025): best of the industry 100, nothing 0; the form for costs is ours
 * @example normalize([0, 1, 3], oneGroup(3), { method: 'log-to-best' }) // [0, 50, 100]
 */
export const logToBest = normalizer({
  spec: () => z.strictObject({ method: z.literal('log-to-best'), to: z._default(scaleEnds(), [0, 100]) }),
  fit: best,
  apply: (values, groups, { logOfBest }, { to }) => ontoScale(parts(values, groups, logOfBest), to),
  bounds: ({ to }) => to,
  cost: {
    fit: best,
    apply: (values, groups, { logOfBest }, { to }) => ontoScale(restOf(parts(values, groups, logOfBest)), to),
    bounds: ({ to }) => to,
  },
});

/** The same in SQL. */
export const logToBestSql: NormalizerSql<typeof logToBest> = {
  fit: bestSql,
  apply: (value, { logOfBest }, { to }, dialect) => ontoScaleSql(partSql(value, logOfBest, dialect), to, dialect),
  cost: {
    fit: bestSql,
    apply: (value, { logOfBest }, { to }, dialect) =>
      ontoScaleSql(`1e0 - ${partSql(value, logOfBest, dialect)}`, to, dialect),
  },
};

function best(values: Float64Array, groups: Groups): { logOfBest: GroupNumbers } {
  return { logOfBest: extent(values, groups).max.map(greatest => Math.log1p(Math.max(0, greatest))) };
}

function parts(values: Float64Array, { of }: Groups, logOfBest: GroupNumbers): Float64Array {
  const result = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const log = Math.log1p(Math.max(0, values[row]));
    const whole = logOfBest[of[row]];
    result[row] = whole === 0 ? 0 * log : log / whole;
  }
  return result;
}

function bestSql(value: string, _: object, dialect: MethodDialect): { logOfBest: string } {
  return { logOfBest: dialect.log1p(`case when max(${value}) < 0 then 0e0 else max(${value}) end`) };
}

function partSql(value: string, logOfBest: string, dialect: MethodDialect): string {
  const log = dialect.log1p(`(case when ${value} < 0 then 0e0 else ${value} end)`);
  return `(case when ${logOfBest} = 0 then 0e0 * ${value} else (${log}) / ${logOfBest} end)`;
}
