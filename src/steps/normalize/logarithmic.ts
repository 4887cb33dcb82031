import * as z from 'zod/mini';
import type { MethodDialect } from '../../expr/methodDialect.ts';
import type { Groups } from '../../table/groups.ts';
import { logTotals } from './logTotals.ts';
import type { LogTotals } from './logTotals.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { restOf } from './scale.ts';

/**
 * Logarithmic: a value's share of the logarithms of its group, ln x / Σ ln x; for a cost (1 - ln x / Σ ln x) / (n - 1).
 *
 * Shape: n values to n values. Unit: any to shares that sum to 1; they change with the unit of the values.
 * Degenerate: equal values, or one: 1 / n; values of 0 or less count as the least one above 0; where the logarithms sum to less than
 * nothing the size of the sum divides, so that the order stays, and where they cancel (to 9 digits) the sum of their sizes.
 * @source Zavadskas and Turskis (2008), A new logarithmic normalization method in games theory; pymcdm 1.4, `logarithmic_normalization`
 * @example normalize([2, 4, 8], oneGroup(3), { method: 'logarithmic' }, 'cost') // [5 / 12, 1 / 3, 1 / 4]
 */
export const logarithmic = normalizer({
  spec: () => z.strictObject({ method: z.literal('logarithmic') }),
  fit: logTotals,
  apply: shares,
  cost: {
    fit: logTotals,
    apply(values, groups, totals) {
      const rest = restOf(shares(values, groups, totals));
      for (let row = 0; row < rest.length; row++) {
        const count = totals.count[groups.of[row]];
        // The only one has it all; there are no others to divide by.
        rest[row] = count === 1 ? 1 + 0 * rest[row] : rest[row] / (count - 1);
      }
      return rest;
    },
  },
});

/** The same in SQL. */
export const logarithmicSql: NormalizerSql<typeof logarithmic> = {
  fit: floorSql,
  refit: totalSql,
  apply: (value, anchors, _, dialect) => shareSql(value, anchors, dialect),
  cost: {
    fit: floorSql,
    refit: totalSql,
    apply(value, anchors, _, dialect) {
      const others = `(1e0 - ${shareSql(value, anchors, dialect)})`;
      return `case when ${anchors.known} = 1 then 1e0 + 0e0 * ${others} else ${others} / (${anchors.known} - 1e0) end`;
    },
  },
};

function shares(values: Float64Array, { of }: Groups, { floor, total, count }: LogTotals): Float64Array {
  const result = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const group = of[row];
    const log = Math.log(values[row] <= floor[group] ? floor[group] : values[row]);
    result[row] = total[group] === 0 ? 1 / count[group] + 0 * log : log / total[group];
  }
  return result;
}

function floorSql(value: string): Readonly<Record<string, string>> {
  const least = `min(case when ${value} > 0 then ${value} end)`;
  return {
    floor: `case when count(${value}) > 0 then coalesce(${least}, 1e0) end`,
    most: `max(${value})`,
    known: `count(${value})`,
  };
}

function totalSql(
  value: string,
  { floor, most }: Readonly<Record<string, string>>,
  _: object,
  dialect: MethodDialect,
): Readonly<Record<string, string>> {
  const log = logSql(value, floor, dialect);
  const [net, sizes] = [`abs(sum(${log}))`, `sum(abs(${log}))`];
  const total = `case when ${net} > 1e-9 * ${sizes} then ${net} else ${sizes} end`;
  return { total: `case when min(${most}) <= min(${floor}) then 0e0 else ${total} end` };
}

function shareSql(
  value: string,
  { floor, total, known }: Readonly<Record<string, string>>,
  dialect: MethodDialect,
): string {
  const equal = `case when ${value} is not null then 1e0 / ${known} end`;
  return `(case when ${total} = 0 then ${equal} else ${logSql(value, floor, dialect)} / ${total} end)`;
}

function logSql(value: string, floor: string, dialect: MethodDialect): string {
  return dialect.log(`(case when ${value} <= ${floor} then ${floor} else ${value} end)`);
}
