// Measures over sales rows of which whole blocks count several times, or not at all: how a resampled table would be measured.
import { evaluate } from '../../expr/evaluate.ts';
import type { Formula, Measure } from '../../expr/formula.ts';
import type { UnitSources } from '../../model/unitFormulas.ts';
import { codesOf } from '../../steps/indicators/codes.ts';
import { measureAll } from '../../steps/indicators/measures.ts';
import type { MeasuredRows } from '../../steps/indicators/measures.ts';
import { memory } from '../../steps/indicators/memory.ts';
import type { Groups } from '../../table/groups.ts';
import { firstRows, orderByCode } from '../../table/order.ts';
import type { Period } from '../../table/period.ts';
import { cellsOf } from './cells.ts';
import type { Cells } from './cells.ts';

/** How often each block counts. */
export type BlockCounts = Float64Array;

/** A measure made ready: how often each block counts, in several draws, to one number a unit and draw. */
type Reduced = (draws: readonly BlockCounts[]) => Float64Array[];

/** Rows in blocks, by the column that names the block. */
export interface BlockedRows {
  readonly rows: MeasuredRows;
  readonly blocks: Groups;
  readonly by: string;
}

/**
 * Measures of every unit when blocks of rows count several times or not at all; a million rows are summed up once, by unit and block.
 *
 * Sums, counts and means are weighted sums of cells; least, greatest and dates look at the blocks that are there; distinct values count
 * when some block that is there has them. Distinct blocks, such as merchants when merchants are drawn, count as often as they are drawn:
 * a copy stands for another merchant like it, and leaving it out would make every market look smaller than it is.
 *
 * Shape: rows of n units to one `measureAll` a draw, for any draws of the blocks; what is measured in one draw is measured in all of them
 * together, and kept for the next question. Degenerate: as the measures of a table with these rows; a unit
 * without a row is missing.
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8 (resampling whole clusters)
 * @example weightedMeasures({ rows, blocks: oneGroup(1), by: 'merchant' })([Float64Array.of(2)])[0]({ start: 17774, end: 17774 }, [measure]) // one Float64Array
 */
export function weightedMeasures(
  blocked: BlockedRows,
): (draws: readonly BlockCounts[]) => NonNullable<UnitSources['measure']>[] {
  const cells = cellsOf(blocked.rows.groups, blocked.blocks);
  const ready = new Map<string, Reduced>();
  const soldOnce = memory();
  const reduced = (key: string, measure: Measure, period: Period): Reduced => {
    const sold = soldOnce(`${period.start}:${period.end}`, () => soldBlocks(cells, blocked.rows, period));
    const made = ready.get(key) ?? reducer(measure, { ...blocked, cells, period, sold });
    ready.set(key, made);
    return made;
  };
  return given => {
    // A list of its own: what is summed up for it is kept by it.
    const draws = [...given];
    const there = draws.map(cells.present);
    const isWhole = there.map(units => !units.includes(0));
    const taken = new Map<string, Float64Array[]>();
    const take = (measure: Measure, period: Period): Float64Array[] => {
      const key = `${period.start}:${period.end} ${JSON.stringify(measure)}`;
      const known = taken.get(key);
      if (known) return known;
      const columns = reduced(key, measure, period)(draws);
      columns.forEach((values, draw) => {
        if (isWhole[draw]) return;
        for (let unit = 0; unit < values.length; unit++) if (there[draw][unit] === 0) values[unit] = NaN;
      });
      taken.set(key, columns);
      return columns;
    };
    return draws.map((_, draw) => (period, measures) => measures.map(measure => take(measure, period)[draw]));
  };
}

interface Blocked extends BlockedRows {
  readonly cells: Cells;
  readonly period: Period;
  /** The blocks that have a row in the period. */
  readonly sold: Uint32Array;
}

function soldBlocks(cells: Cells, rows: MeasuredRows, period: Period): Uint32Array {
  const [all] = measureAll(rowsOfCells(cells, rows), period, [{ kind: 'measure', name: 'count', of: null, where: null }]); // prettier-ignore
  return cells.blocksWith(all);
}

function rowsOfCells({ of, block }: Cells, rows: MeasuredRows): MeasuredRows {
  return { ...rows, groups: { of, count: block.length } };
}

function reducer(measure: Measure, blocked: Blocked): Reduced {
  const { cells, rows, period, by, sold } = blocked;
  const { of, where } = measure;
  const cellRows = rowsOfCells(cells, rows);
  const take = (...names: readonly (readonly [Measure['name'], Formula | null])[]): Float64Array[] =>
    measureAll(
      cellRows,
      period,
      names.map(([name, argument]) => ({ kind: 'measure', name, of: argument, where })),
    );
  // A period in which a table has no row is missing, not 0; so it is in a table of which the blocks with such rows were not drawn.
  const within =
    (reduce: Reduced): Reduced =>
    draws =>
      reduce(draws).map((values, draw) => (sold.some(block => draws[draw][block] > 0) ? values : values.fill(NaN)));
  switch (measure.name) {
    case 'count':
      return within(cells.total(take(['count', of])[0]));
    case 'sum': {
      const [sum] = take(['sum', of]);
      const total = cells.total(zeroWhereMissing(sum));
      if (!sum.some(Number.isNaN)) return within(total);
      const [known, matching] = take(['count', of], ['count', null]);
      return within(sumOf(total, cells.total(known), cells.total(matching)));
    }
    case 'mean': {
      const [sum, known] = take(['sum', of], ['count', of]).map(column => cells.total(zeroWhereMissing(column)));
      return within(draws => {
        const counts = known(draws);
        return sum(draws).map((sums, draw) => divided(sums, counts[draw]));
      });
    }
    case 'min_of':
    case 'first_date':
      return within(cells.extreme(take([measure.name, of])[0], -1));
    case 'max_of':
    case 'last_date':
      return within(cells.extreme(take([measure.name, of])[0], 1));
    case 'distinct':
    case 'active_days': {
      const name = measure.name === 'active_days' ? 'date' : of?.kind === 'column' ? of.name : null;
      if (name === by) return within(cells.total(take(['count', of])[0].map(count => (count > 0 ? 1 : 0))));
      return within(distinctOf(measure, blocked));
    }
  }
}

/** Missing where a unit has rows, but none with a value. */
function sumOf(total: Reduced, ofKnown: Reduced, ofMatching: Reduced): Reduced {
  return draws => {
    const [has, rows] = [ofKnown(draws), ofMatching(draws)];
    return total(draws).map((sums, draw) =>
      sums.map((value, unit) => (has[draw][unit] === 0 && rows[draw][unit] > 0 ? NaN : value)),
    );
  };
}

/** A cell of missing values only adds nothing. */
function zeroWhereMissing(values: Float64Array): Float64Array {
  return values.map(value => (value === value ? value : 0));
}

function divided(sum: Float64Array, count: Float64Array): Float64Array {
  return sum.map((value, unit) => (count[unit] === 0 ? NaN : value / count[unit]));
}

/** Each value of each unit with the blocks that have it, side by side. */
function distinctOf({ name, of, where }: Measure, { rows, blocks, period }: Blocked): Reduced {
  const scope = rows.scope(period.end);
  const { codes, missing } =
    name === 'active_days' || of === null
      ? codesOf({ type: 'date', days: rows.days })
      : codesOf(of.kind === 'column' ? scope.leaf(of) : { type: 'number', values: evaluate(of, scope) });
  const holds = where && evaluate(where, scope);
  const counted = firstRows(codes.length).filter(
    row =>
      codes[row] !== missing &&
      rows.days[row] >= period.start &&
      rows.days[row] <= period.end &&
      (holds === null || holds[row] === 1),
  );
  const order = orderByCode(orderByCode(orderByCode(counted, blocks.of), codes), rows.groups.of);
  const units: number[] = [];
  const starts: number[] = [];
  const having: number[] = [];
  order.forEach((row, at) => {
    const before = order[at - 1];
    const isNew = at === 0 || codes[row] !== codes[before] || rows.groups.of[row] !== rows.groups.of[before];
    if (isNew) {
      units.push(rows.groups.of[row]);
      starts.push(having.length);
    }
    if (isNew || blocks.of[row] !== blocks.of[before]) having.push(blocks.of[row]);
  });
  starts.push(having.length);
  const [itemUnit, itemStart, itemBlock] = [units, starts, having].map(list => Uint32Array.from(list));
  return draws =>
    draws.map(counts => {
      const distinct = new Float64Array(rows.groups.count);
      for (let item = 0; item < itemUnit.length; item++) {
        let at = itemStart[item];
        while (at < itemStart[item + 1] && counts[itemBlock[at]] === 0) at++;
        if (at < itemStart[item + 1]) distinct[itemUnit[item]]++;
      }
      return distinct;
    });
}
