import { memory } from '../steps/indicators/memory.ts';
import { measureAll } from '../steps/indicators/measures.ts';
import type { Measure } from '../expr/formula.ts';
import type { SoldUnits } from '../model/soldUnits.ts';
import { pickUnits, unitsOf } from '../model/units.ts';
import type { Units } from '../model/units.ts';
import type { Groups } from '../table/groups.ts';
import type { Period } from '../table/period.ts';
import { MISSING_CODE } from '../table/text.ts';
import { codesAt } from './cells.ts';
import { periodRows } from './periodRows.ts';
import type { PeriodRows } from './periodRows.ts';
import type { MarketRows } from './rows.ts';

/** The units that some key columns name, with what measures them; the first `within` of the keys are those of their peers. */
export type SoldByKeys = (keys: readonly string[], within: number) => SoldUnits;

/**
 * The units of sales rows by any keys, for all formulas of a set of questions: the rows of a period are gathered once, rows are grouped once
 * for the same keys, and a measure of the same units and period is taken once.
 *
 * Shape: n rows to the distinct keys, in code point order. Rows that lack a key are nobody's, and take no part.
 * @example soldByKeys(study.rows)(['brand'], 0).units.count // how many brands have a row
 */
export function soldByKeys(rows: MarketRows): SoldByKeys {
  const once = memory();
  const within = (period: Period): PeriodRows => once(keyOf(period), () => periodRows(rows, period));
  return (keys, peers) => once(JSON.stringify([keys, peers]), () => sold(rows, keys, peers, within));
}

function sold(
  rows: MarketRows,
  keys: readonly string[],
  peers: number,
  within: (period: Period) => PeriodRows,
): SoldUnits {
  const { units, rowUnits } = namedUnits(rows, keys, peers);
  const { count } = units;
  const taken = new Map<string, Float64Array>();
  return {
    units,
    days: firstAndLast(rows.days, rowUnits.of, count),
    read: rows.read.read,
    rejects: [],
    filtered: rows.read.filtered,
    measure(period, measures) {
      const key = (measure: Measure): string => `${keyOf(period)} ${JSON.stringify(measure)}`;
      const fresh = measures.filter(measure => !taken.has(key(measure)));
      if (fresh.length > 0) take(period, fresh).forEach((values, at) => taken.set(key(fresh[at]), values));
      // Those that were not there have just been taken.
      return measures.map(measure => taken.get(key(measure)) as Float64Array);
    },
  };

  function take(period: Period, measures: readonly Measure[]): Float64Array[] {
    const { inside, days, scope } = within(period);
    const of = inside === undefined ? rowUnits.of : codesAt(rowUnits.of, inside);
    // A period whose rows are all nobody's has none.
    if (!of.some(unit => unit < count)) return measures.map(() => new Float64Array(count).fill(NaN));
    const groups = { of, count: rowUnits.count };
    return measureAll({ groups, days, scope }, period, measures).map(values => values.subarray(0, count));
  }
}

/** The units that have all of their keys; rows of others stand in one group more. */
function namedUnits(
  rows: MarketRows,
  keys: readonly string[],
  within: number,
): { readonly units: Units; readonly rowUnits: Groups } {
  const all = unitsOf(keys.map(rows.text), rows.count, within);
  const named = Uint32Array.from(all.units.keys[0]?.codes.keys() ?? []).filter(unit =>
    all.units.keys.every(({ codes }) => codes[unit] !== MISSING_CODE),
  );
  if (named.length === all.units.count) return all;
  const numbers = new Uint32Array(all.units.count).fill(named.length);
  named.forEach((unit, number) => (numbers[unit] = number));
  return {
    units: pickUnits(all.units, named, within),
    rowUnits: { of: codesAt(numbers, all.rowUnits.of), count: named.length + 1 },
  };
}

/** Days among which are the first and the last of the rows that have a unit. */
function firstAndLast(days: Int32Array, of: Uint32Array, count: number): Int32Array {
  let first = Infinity;
  let last = -Infinity;
  for (let row = 0; row < of.length; row++) {
    if (of[row] >= count) continue;
    if (days[row] < first) first = days[row];
    if (days[row] > last) last = days[row];
  }
  return first > last ? new Int32Array(0) : Int32Array.of(first, last);
}

function keyOf({ start, end }: Period): string {
  return `${start}:${end}`;
}
