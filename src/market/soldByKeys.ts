import { memory } from '../steps/indicators/memory.ts';
import { measureAll } from '../steps/indicators/measures.ts';
import type { Measure } from '../expr/formula.ts';
import type { SoldUnits } from '../model/soldUnits.ts';
import { pickUnits, unitsOf } from '../model/units.ts';
import type { Units } from '../model/units.ts';
import { firstRows } from '../table/order.ts';
import type { Period } from '../table/period.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { CellPass } from './cellPass.ts';
import { codesAt } from './pick.ts';
import { periodRows } from './periodRows.ts';
import type { PeriodRows } from './periodRows.ts';
import type { MarketRows } from './rows.ts';

/** The units that some key columns name, with what measures them; the first `within` of the keys are those of their peers. */
export type SoldByKeys = (keys: readonly string[], within: number) => SoldUnits;

/**
 * The units of sales rows by any keys, for all formulas of a set of questions: rows are told apart by the pass that makes the cells, those of a
 * period are gathered once, and a measure of the same units and period is taken once.
 *
 * Shape: n rows to the distinct keys, in code point order. Rows that lack a key are nobody's, and take no part.
 * @example soldByKeys(study.rows, by => cellPass(study.rows, by))(['brand'], 0).units.count // how many brands have a row
 */
export function soldByKeys(rows: MarketRows, passBy: (keys: readonly string[]) => CellPass): SoldByKeys {
  const once = memory();
  const within = (period: Period): PeriodRows => once(keyOf(period), () => periodRows(rows, period));
  return (keys, peers) =>
    once(JSON.stringify([keys, peers]), () => sold(rows, namedUnits(rows, keys, peers, passBy(keys)), within));
}

/** Units that have all of their keys, and in which of them rows are. */
interface NamedUnits {
  readonly units: Units;
  /** The unit of each of some rows (of all, where none are stated); `units.count` where a key is missing. */
  readonly of: (rows: Uint32Array | undefined) => Uint32Array;
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
    days: isAllNamed ? Int32Array.of(rows.span.start, rows.span.end) : namedDays(rows, unitsOfRows(undefined), count),
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
    const { inside, days, scope } = within(period);
    const of = unitsOfRows(inside);
    // A period whose rows are all nobody's has none.
    if (!isAllNamed && of.every(unit => unit === count)) return measures.map(() => new Float64Array(count).fill(NaN));
    const groups = { of, count: isAllNamed ? count : count + 1 };
    return measureAll({ groups, days, scope }, period, measures).map(values => values.subarray(0, count));
  }
}

function namedUnits(rows: MarketRows, keys: readonly string[], peers: number, { cells, of }: CellPass): NamedUnits {
  // A formula's period may end later than the cells do.
  const isWhole = !of.includes(MISSING_CODE);
  // The pass was made for these keys.
  const columns = keys.map(key => (isWhole ? (cells.keys.get(key) as TextColumn) : rows.text(key)));
  const { units: all, rowUnits } = unitsOf(columns, isWhole ? cells.count : rows.count, peers);
  const named = firstRows(all.count).filter(unit => all.keys.every(({ codes }) => codes[unit] !== MISSING_CODE));
  const units = pickUnits(all, named, peers);
  const isAllNamed = named.length === all.count;
  const byCode = unitsByCode(keys.map(rows.text), units);
  if (byCode) return { units, of: byCode, isAllNamed };
  const numbers = new Uint32Array(all.count).fill(named.length);
  named.forEach((unit, number) => (numbers[unit] = number));
  const unitOf = codesAt(numbers, rowUnits.of);
  const cellOf = isWhole ? codesAt(unitOf, of) : unitOf;
  return { units, of: inside => (inside === undefined ? cellOf : codesAt(cellOf, inside)), isAllNamed };
}

/** A table of all combinations of codes up to 16 MB. */
const MOST_IN_TABLE = 2 ** 22;

/** Looks units up by the codes of their keys; undefined where a table of all combinations would be too large. */
function unitsByCode(columns: readonly TextColumn[], { keys, count }: Units): NamedUnits['of'] | undefined {
  const size = columns.reduce((product, { words }) => product * (words.length + 1), 1);
  if (size > MOST_IN_TABLE) return undefined;
  const unitOf = new Uint32Array(size).fill(count);
  combined(keys, undefined, count).forEach((id, unit) => (unitOf[id] = unit));
  return rows => codesAt(unitOf, combined(columns, rows, columns[0].codes.length));
}

/** A number for each combination of codes; a missing one stands for the code after the last. */
function combined(columns: readonly TextColumn[], rows: Uint32Array | undefined, all: number): Uint32Array {
  const ids = new Uint32Array(rows?.length ?? all);
  for (const { codes, words } of columns) {
    for (let at = 0; at < ids.length; at++) {
      const code = codes[rows === undefined ? at : rows[at]];
      ids[at] = ids[at] * (words.length + 1) + (code < words.length ? code : words.length);
    }
  }
  return ids;
}

/** Days among which are the first and the last of the rows that have a unit. */
function namedDays({ days }: MarketRows, of: Uint32Array, count: number): Int32Array {
  let first = Infinity;
  let last = -Infinity;
  for (let row = 0; row < of.length; row++) {
    if (of[row] === count) continue;
    if (days[row] < first) first = days[row];
    if (days[row] > last) last = days[row];
  }
  return first > last ? new Int32Array(0) : Int32Array.of(first, last);
}

function keyOf({ start, end }: Period): string {
  return `${start}:${end}`;
}
