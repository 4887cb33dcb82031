import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';

/**
 * Logit: the logarithm of the odds of a share, ln(x / (1 - x)); spreads shares that crowd at 0 or 1.
 *
 * Shape: n values to n values. Unit: shares between 0 and 1 to any.
 * Degenerate: 0, 1 and what lies beyond have no odds and become missing.
 * @source Berkson (1944), Application of the Logistic Function to Bio-Assay
 * @example transform([0.5, 0, 1.2], 'logit') // [0, NaN, NaN]
 */
export const logit = columnMethod({
  spec: () => z.strictObject({ method: z.literal('logit') }),
  apply: values => values.map(value => (value > 0 && value < 1 ? Math.log(value) - Math.log1p(-value) : NaN)),
});

/** The same in SQL. */
export const logitSql: ColumnSql<typeof logit> = {
  apply: (value, _anchors, _options, { log, log1p }) =>
    `case when ${value} > 0 and ${value} < 1 then ${log(value)} - ${log1p(`(- ${value})`)} end`,
};
