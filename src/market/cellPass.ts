// The pass over sales rows that makes cells of them.
import { stretchGroups, stretchSums } from '../stats/stretchSums.ts';
import type { PlacedPairs, StretchGroups } from '../stats/stretchSums.ts';
import { groupBy } from '../table/groups.ts';
import { firstRows } from '../table/order.ts';
import type { Period } from '../table/period.ts';
import { codeRoom, numberRoom } from '../table/room.ts';
import type { TextColumn } from '../table/text.ts';
import { knownSums } from './cells.ts';
import type { Cells } from './cells.ts';
import { combinations } from './combinations.ts';
import type { Months } from './months.ts';
import { codesAt, pick } from './pick.ts';
import type { MarketRows } from './rows.ts';

/** Cells, and the combination of keys that each sales row has. */
export interface CellPass {
  readonly cells: Cells;
  /** How many combinations the rows have, those after the period's end too. */
  readonly count: number;
  /** One text a combination; these are in no order. */
  readonly keys: ReadonlyMap<string, TextColumn>;
  /** The combination of each row, rows in the order of their days. */
  readonly of: Uint32Array;
}

/**
 * The cells of some sales rows: one for each month and each combination of keys that has a row.
 *
 * Shape: n rows to at most n cells, in one pass. Sums do not hang on the order of the rows.
 * Degenerate: rows after the period's end are left out of the cells; a sum over values that are all missing is missing.
 * @example cellPass(marketRows(model, { sales }), ['category', 'brand']).of // the combination of each of the five rows
 */
export function cellPass(rows: MarketRows, by: readonly string[]): CellPass {
  // A column that is joined by a key of the cells cannot part them: it is looked up once a combination.
  const isJoined = (name: string): boolean => by.includes(rows.keyOf(name) ?? name) && rows.keyOf(name) !== undefined;
  const own = by.filter(name => !isJoined(name));
  const of = codeRoom(rows.count);
  const { count, firstRow } = combinations(own.map(rows.text), rows.count, rows.byDay.writer(of));
  const keys = new Map(own.map(name => [name, pick(rows.text(name), firstRow)]));
  for (const name of by.filter(isJoined)) {
    // Its key is one of the cells'.
    keys.set(name, rows.join(name, keys.get(rows.keyOf(name) as string) as TextColumn));
  }
  const pass = { count, keys, of };
  return { ...pass, cells: byMonth(pass, rows, own) };
}

/**
 * The cells alone.
 *
 * @example cellsOf(marketRows(model, { sales }), ['category', 'brand']).count // how many cells there are
 */
export function cellsOf(rows: MarketRows, by: readonly string[]): Cells {
  return cellPass(rows, by).cells;
}

/** Rows in the order of their days are added up month after month: the sums of one month are looked at together, which is three times as fast. */
function byMonth(
  pass: Omit<CellPass, 'cells'>,
  { months, byDay, value, quantity }: MarketRows,
  own: readonly string[],
): Cells {
  const ends = Uint32Array.from({ length: months.count }, (_, month) => byDay.stretch(monthDays(months, month)).to);
  const pairs = stretchGroups(pass, ends);
  const { keys, unitOf, units } = unitsWithCells(pass, pairs.of, own);
  const { places, of, month, rows } = inOrder(pairs, unitOf, units);
  const sums = (values: Float64Array): Float64Array =>
    knownSums(stretchSums(values, pass, ends, { ...pairs, places }), rows);
  // What is passed stands where the values, which are kept, come after it.
  const quantities = sums(byDay.passing(quantity));
  return {
    count: of.length,
    units,
    keys,
    of,
    month,
    months,
    value: sums(byDay.values(value)),
    quantity: quantities,
    rows,
  };
}

/** The cells of months one after the other in the order of their units, and where each of them goes. */
function inOrder(
  pairs: StretchGroups,
  unitOf: Uint32Array,
  units: number,
): Pick<Cells, 'of' | 'month' | 'rows'> & Pick<PlacedPairs, 'places'> {
  const count = pairs.of.length;
  const next = new Uint32Array(units + 1);
  for (let pair = 0; pair < count; pair++) next[unitOf[pairs.of[pair]] + 1]++;
  for (let unit = 0; unit < units; unit++) next[unit + 1] += next[unit];
  const [places, of, month] = Array.from({ length: 3 }, () => codeRoom(count));
  const rows = numberRoom(count);
  for (let each = 0, pair = 0; each < pairs.ends.length; each++) {
    for (; pair < pairs.ends[each]; pair++) {
      const unit = unitOf[pairs.of[pair]];
      const place = next[unit]++;
      places[pair] = place;
      of[place] = unit;
      month[place] = each;
      rows[place] = pairs.rows[pair];
    }
  }
  return { places, of, month, rows };
}

/** The combinations that have cells, in the order of their keys; others have rows after the period's end alone. */
function unitsWithCells(
  { count, keys }: Omit<CellPass, 'cells'>,
  of: Uint32Array,
  own: readonly string[],
): Pick<Cells, 'units' | 'keys'> & { readonly unitOf: Uint32Array } {
  const hasCells = new Uint8Array(count);
  for (let cell = 0; cell < of.length; cell++) hasCells[of[cell]] = 1;
  const there = firstRows(count).filter(each => hasCells[each] === 1);
  // The pass was made for these keys, and tells each combination of them once.
  const columns = own.map(name => pick(keys.get(name) as TextColumn, there));
  const units = codesAt(there, groupBy(columns, there.length).firstRow);
  const unitOf = codeRoom(count);
  units.forEach((each, unit) => (unitOf[each] = unit));
  return {
    units: units.length,
    keys: new Map([...keys].map(([name, column]) => [name, pick(column, units)])),
    unitOf,
  };
}

function monthDays({ starts }: Months, month: number): Period {
  return { start: starts[month], end: starts[month + 1] - 1 };
}
