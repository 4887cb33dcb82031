import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { likeliestPower } from '../../stats/likeliestPower.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { statedPower } from './fittedSql.ts';

/**
 * Yeo-Johnson power transform: Box and Cox's of x + 1 from 0 on, and below 0 its mirror image with the power 2 - λ; without a
 * stated `lambda` each peers group has the likeliest.
 *
 * Shape: n values to n values; takes any number.
 * Degenerate: equal values, or one: λ = 1, which changes nothing; beyond the largest double: missing.
 * @source Yeo and Johnson (2000), A new family of power transformations to improve normality or symmetry
 * @example transform([3, 0, -3], { method: 'yeo-johnson', lambda: 0.5 }) // [2, 0, -4.666666666666667]
 */
export const yeoJohnson = columnMethod({
  spec: () => z.strictObject({ method: z.literal('yeo-johnson'), lambda: z.optional(z.number()) }),
  fit(values, groups, { lambda }) {
    const powers = new Float64Array(groups.count);
    if (lambda !== undefined) return { lambda: powers.fill(lambda) };
    sortedByGroup(values, groups).forEach((sorted, group) => (powers[group] = powerOf(sorted)));
    return { lambda: powers };
  },
  apply: (values, { of }, { lambda }) =>
    values.map((value, row) => {
      const power = lambda[of[row]];
      const made = value < 0 ? 0 - powered(-value, 2 - power) : powered(value, power);
      return Number.isFinite(made) ? made : NaN;
    }),
});

/** The same in SQL. */
export const yeoJohnsonSql: ColumnSql<typeof yeoJohnson> = {
  apply(value, _anchors, { lambda }, dialect) {
    const power = statedPower('yeo-johnson', lambda);
    const made = (size: string, exponent: number): string => {
      const raised = dialect.power(`(${size} + 1)`, dialect.number(exponent));
      return exponent === 0 ? dialect.log1p(size) : `(${raised} - 1) / ${dialect.number(exponent)}`;
    };
    return `case when ${value} < 0 then - (${made(`(- ${value})`, 2 - power)}) else ${made(value, power)} end`;
  },
};

/** Box and Cox's transform of size + 1. */
function powered(size: number, power: number): number {
  return power === 0 ? Math.log1p(size) : Math.expm1(power * Math.log1p(size)) / power;
}

function powerOf(sorted: Float64Array): number {
  const terms = [...sorted].map(value => ({ log: Math.log1p(Math.abs(value)), isMirrored: value < 0 }));
  return likeliestPower(
    terms,
    terms.reduce((sum, { log, isMirrored }) => sum + (isMirrored ? -log : log), 0),
  );
}
