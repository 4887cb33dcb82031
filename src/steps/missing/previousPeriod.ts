import * as z from 'zod/mini';
import { jointMethod } from '../../expr/jointMethod.ts';
import type { JointSql } from '../../expr/jointMethod.ts';
import { nearest, periodCount } from './periodsAround.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with the unit's own of the period just before; where that is missing too, of the nearest of so many `periods`
 * before. Inside a model the values of other periods are measured, backed by evidence, drawn and transformed as those of its own.
 *
 * Shape: columns of n values in order of time to n values. Unit: that of the values.
 * Degenerate: nothing there in those periods, or periods outside of the data: stays missing.
 * @source COINr 1.1, `impute_panel` with `latest` (last observation carried forward)
 * @example fillTogether([[5, 6], [null, 8]], 1, oneGroup(2), { method: 'previous-period' }) // [5, 8]
 */
export const previousPeriod = jointMethod({
  spec: () => z.strictObject({ method: z.literal('previous-period'), periods: periodCount() }),
  beside: ({ periods }) => ({ back: periods, ahead: 0 }),
  apply: (columns, at, _groups, _anchors, { periods }) =>
    replaceMissing(columns[at], row => {
      const away = nearest(columns, at, -1, periods, row);
      return away === 0 ? NaN : columns[at - away][row];
    }),
});

/** The same in SQL. */
export const previousPeriodSql: JointSql<typeof previousPeriod> = {
  apply: (columns, at) =>
    `coalesce(${columns
      .slice(0, at + 1)
      .reverse()
      .join(', ')})`,
};
