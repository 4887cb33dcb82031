import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { GREATEST_EXPONENT, likeliestPower } from '../../stats/likeliestPower.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { statedPower } from './fittedSql.ts';

/**
 * Box-Cox power transform, (x^λ - 1) / λ, and ln x for λ = 0; without a stated `lambda` each peers group has the likeliest.
 *
 * Shape: n values to n values. Unit: that of the values to the power.
 * Degenerate: 0 or less has no value and becomes missing; equal values, or one: λ = 1; beyond the largest double:
 * missing.
 * @source Box and Cox (1964), An Analysis of Transformations
 * @example transform([4, 9, -1], { method: 'box-cox', lambda: 0.5 }) // [2, 4, NaN]
 */
export const boxCox = columnMethod({
  spec: () => z.strictObject({ method: z.literal('box-cox'), lambda: z.optional(z.number()) }),
  fit(values, groups, { lambda }) {
    const powers = new Float64Array(groups.count);
    if (lambda !== undefined) return { lambda: powers.fill(lambda) };
    sortedByGroup(values, groups).forEach((sorted, group) => (powers[group] = powerOf(sorted)));
    return { lambda: powers };
  },
  apply: (values, { of }, { lambda }) =>
    values.map((value, row) => {
      const power = lambda[of[row]];
      if (!(value > 0)) return NaN;
      const made = power === 0 ? Math.log(value) : Math.expm1(power * Math.log(value)) / power;
      return Number.isFinite(made) ? made : NaN;
    }),
});

/** The same in SQL. */
export const boxCoxSql: ColumnSql<typeof boxCox> = {
  apply(value, _anchors, { lambda }, dialect) {
    const power = statedPower('box-cox', lambda);
    const made = `(${dialect.power(value, dialect.number(power))} - 1) / ${dialect.number(power)}`;
    return `case when ${value} > 0 then ${power === 0 ? dialect.log(value) : made} end`;
  },
};

/** Logarithms from their mean on, so that no digits are lost to a common part; x^λ must stay a double too. */
function powerOf(sorted: Float64Array): number {
  const logs = sorted.filter(value => value > 0).map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log / logs.length, 0);
  const power = likeliestPower(
    Array.from(logs, log => ({ log: log - mean, isMirrored: false })),
    0,
  );
  const most = GREATEST_EXPONENT / logs.reduce((size, log) => Math.max(size, Math.abs(log)), 0);
  return Math.min(Math.max(power, -most), most);
}
