import * as z from 'zod/mini';
import { jointMethod } from '../../expr/jointMethod.ts';
import type { JointSql } from '../../expr/jointMethod.ts';
import { nearest, periodCount } from './periodsAround.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values from the line between the unit's own of the nearest periods before and after that have one, at most
 * so many `periods` away; where only one side has one, that is taken.
 *
 * Shape: columns of n values in order of time, equally far apart, to n values. Unit: that of the values.
 * Degenerate: nothing there in those periods, or periods outside of the data: stays missing.
 * @source COINr 1.1, `impute_panel` with `linear`; R, `stats::approx` with `rule = 2`
 * @example fillTogether([[5], [null], [8], [9]], 1, oneGroup(1), { method: 'linear-in-time' }) // [6.5]
 */
export const linearInTime = jointMethod({
  spec: () => z.strictObject({ method: z.literal('linear-in-time'), periods: periodCount() }),
  beside: ({ periods }) => ({ back: periods, ahead: periods }),
  apply: (columns, at, _groups, _anchors, { periods }) =>
    replaceMissing(columns[at], row => {
      const back = nearest(columns, at, -1, periods, row);
      const ahead = nearest(columns, at, 1, periods, row);
      if (back === 0 && ahead === 0) return NaN;
      const before = columns[at - back][row];
      const after = columns[at + ahead][row];
      if (back === 0) return after;
      return ahead === 0 ? before : before + (after - before) * (back / (back + ahead));
    }),
});

/** The same in SQL. */
export const linearInTimeSql: JointSql<typeof linearInTime> = {
  apply(columns, at, _options, { number }) {
    const sides = [columns.slice(0, at).reverse(), columns.slice(at + 1)];
    const [before, after] = sides.map(side => `coalesce(${side.join(', ')})`);
    const [back, ahead] = sides.map(
      side => `CASE ${side.map((column, away) => `WHEN ${column} IS NOT NULL THEN ${number(away + 1)}`).join(' ')} END`,
    );
    const between = `${before} + (${after} - ${before}) * (${back} / (${back} + ${ahead}))`;
    return `coalesce(${[columns[at], between, before, after].join(', ')})`;
  },
};
