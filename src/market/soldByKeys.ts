import { memory } from '../steps/indicators/memory.ts';
import type { Measure } from '../expr/formula.ts';
import type { SoldUnits } from '../model/soldUnits.ts';
import { pickUnits, unitsOf } from '../model/units.ts';
import type { Units } from '../model/units.ts';
import { firstRows } from '../table/order.ts';
import type { Period } from '../table/period.ts';
import { codeRoom } from '../table/room.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { CellPass } from './cellPass.ts';
import type { Stretch } from './dayOrder.ts';
import { codesAt } from './pick.ts';
import { periodMeasures } from './periodMeasures.ts';
import { periodRows } from './periodRows.ts';
import type { PeriodRows } from './periodRows.ts';
import type { MarketRows } from './rows.ts';

/** The units that some key columns name, with what measures them; the first `within` of the keys are those of their peers. */
export type SoldByKeys = (keys: readonly string[], within: number) => SoldUnits;

/**
 * The units of sales rows by any keys, for all formulas of a set of questions: rows are told apart by the pass that makes the cells, those of a
 * period stand side by side, and a measure of the same units and period is taken once.
 *
 * Shape: n rows to the distinct keys, in code point order. Rows that lack a key are nobody's, and take no part.
 * @example soldByKeys(study.rows, by => cellPass(study.rows, by))(['brand'], 0).units.count // how many brands have a row
 */
export function soldByKeys(rows: MarketRows, passBy: (keys: readonly string[]) => CellPass): SoldByKeys {
  const once = memory();
  const within = (period: Period): PeriodRows => once(keyOf(period), () => periodRows(rows, period));
  const room = roomForRows();
  return (keys, peers) =>
    once(JSON.stringify([keys, peers]), () => sold(rows, namedUnits(keys, peers, passBy(keys), room), within));
}

/** Gives the units of a stretch of rows, in an array that is used again for the next. */
type UnitsOfRows = (unitOf: Uint32Array, of: Uint32Array, rows: Stretch) => Uint32Array;

/** Periods of as many months differ by a few days, and rows. */
const SPARE = 1.125;

/** The units of rows are looked at while these are measured, and no longer: one array does for all. */
function roomForRows(): UnitsOfRows {
  let room: Uint32Array = new Uint32Array(0);
  let latest: { readonly unitOf: Uint32Array; readonly from: number; readonly to: number } | undefined;
  return (unitOf, of, { from, to }) => {
    if (room.length < to - from) room = codeRoom(Math.ceil(SPARE * (to - from)));
    const units = room.subarray(0, to - from);
    const isThere = latest?.unitOf === unitOf && latest.from === from && latest.to === to;
    latest = { unitOf, from, to };
    return isThere ? units : codesAt(unitOf, of.subarray(from, to), units);
  };
}

/** Units that have all of their keys, and in which of them rows are. */
interface NamedUnits {
  readonly units: Units;
  /** The unit of each row of a stretch, until it is asked for another; `units.count` where a key is missing. */
  readonly of: (rows: Stretch) => Uint32Array;
  readonly isAllNamed: boolean;
}

function sold(
  rows: MarketRows,
  { units, of: unitsOfRows, isAllNamed }: NamedUnits,
  within: (period: Period) => PeriodRows,
): SoldUnits {
  const { count } = units;
  const taken = new Map<string, Float64Array>();
  return {
    units,
    days: isAllNamed ? Int32Array.of(rows.span.start, rows.span.end) : namedDays(rows, unitsOfRows, count),
    read: rows.read.read,
    rejects: rows.rejects,
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
    const rowsInside = within(period);
    const of = unitsOfRows(rowsInside.stretch);
    // A period whose rows are all nobody's has none.
    if (!isAllNamed && of.every(unit => unit === count)) return measures.map(() => new Float64Array(count).fill(NaN));
    const groups = { of, count: isAllNamed ? count : count + 1 };
    return periodMeasures(rowsInside, groups, period, measures).map(values => values.subarray(0, count));
  }
}

function namedUnits(keys: readonly string[], peers: number, pass: CellPass, unitsOfRows: UnitsOfRows): NamedUnits {
  // The pass was made for these keys.
  const columns = keys.map(key => pass.keys.get(key) as TextColumn);
  const { units: all, rowUnits } = unitsOf(columns, pass.count, peers);
  const named = firstRows(all.count).filter(unit => all.keys.every(({ codes }) => codes[unit] !== MISSING_CODE));
  const numbers = new Uint32Array(all.count).fill(named.length);
  named.forEach((unit, number) => (numbers[unit] = number));
  const unitOf = codesAt(numbers, rowUnits.of);
  return {
    units: pickUnits(all, named, peers),
    of: stretch => unitsOfRows(unitOf, pass.of, stretch),
    isAllNamed: named.length === all.count,
  };
}

/** The first and the last day of the rows that have a unit. */
function namedDays({ count: rows, byDay }: MarketRows, unitsOfRows: NamedUnits['of'], count: number): Int32Array {
  const of = unitsOfRows({ from: 0, to: rows });
  const first = of.findIndex(unit => unit !== count);
  const last = of.findLastIndex(unit => unit !== count);
  if (first === -1) return new Int32Array(0);
  return Int32Array.from([first, last], row => byDay.days({ from: row, to: row + 1 })[0]);
}

function keyOf({ start, end }: Period): string {
  return `${start}:${end}`;
}
