// What the bootstrap draws: peers groups or units, and cut dates, with replacement.
import { RatingError } from '../errors/ratingError.ts';
import { isUsable } from './cells.ts';
import type { Cell, Objective } from './objective.ts';

/** A cell, and how often it counts. */
export interface DrawnCell {
  readonly cell: Cell;
  readonly times: number;
}

/** Draws cells anew by a source of whole numbers below a count. */
export type Draw = (pick: (count: number) => number) => DrawnCell[];

/**
 * Draws whole peers groups and, apart from them, whole cut dates, or cut dates alone; a cell counts as often as both were drawn.
 *
 * Shape: cells to draws of them.
 * Degenerate: one cut date: groups alone are drawn.
 * @throws invalid_argument when there are fewer than two groups or cut dates to draw from
 * @source Owen (2007), The pigeonhole bootstrap
 * @example blockDraws([{ group: 'tea', cut: 0 }, { group: 'jam', cut: 0 }], 'groups')(() => 1) // the second group twice
 */
export function blockDraws(cells: readonly Cell[], by: 'groups' | 'cuts'): Draw {
  const groups = new Set(cells.map(({ group }) => group));
  const cuts = new Set(cells.map(({ cut }) => cut));
  if ((by === 'groups' ? groups : cuts).size < 2) {
    const what = by === 'groups' ? 'peers group' : 'judged cut date';
    const message = `there is one ${what} only, and draws need two or more; draw by units`;
    throw new RatingError('invalid_argument', ['bootstrap', 'by'], message);
  }
  return pick => {
    const timesOfGroup = by === 'groups' ? timesDrawn(groups, pick) : undefined;
    const timesOfCut = timesDrawn(cuts, pick);
    return cells
      .map(cell => ({ cell, times: (timesOfGroup?.get(cell.group) ?? 1) * (timesOfCut.get(cell.cut) ?? 0) }))
      .filter(({ times }) => times > 0);
  };
}

/**
 * Draws the units of each peers group anew, as many as there are, and apart from them the cut dates; a unit stands in all cells of its
 * group as often as it was drawn.
 *
 * Shape: cells to draws of them. `label` names the unit of a row.
 * Degenerate: a cell in which no two drawn units differ is left out.
 * @source Owen (2007), The pigeonhole bootstrap
 * @example unitDraws({ cells: [], objective: objectiveOf('kendall'), label: () => 'Ada' })(() => 0) // []
 */
export function unitDraws({
  cells,
  label,
  objective,
}: {
  readonly cells: readonly Cell[];
  readonly objective: Objective;
  readonly label: (cut: number, row: number) => string;
}): Draw {
  const cuts = new Set(cells.map(({ cut }) => cut));
  const unitsOf = new Map<string, Set<string>>();
  const labels = cells.map(({ cut, group, rows }) => {
    const units = unitsOf.get(group) ?? new Set<string>();
    unitsOf.set(group, units);
    const own = Array.from(rows, row => label(cut, row));
    for (const unit of own) units.add(unit);
    return own;
  });
  return pick => {
    const timesOf = new Map([...unitsOf].map(([group, units]) => [group, timesDrawn(units, pick)]));
    const timesOfCut = timesDrawn(cuts, pick);
    return cells.flatMap((cell, at) => {
      const times = timesOfCut.get(cell.cut) ?? 0;
      if (times === 0) return [];
      const drawn = repeated(
        cell,
        labels[at].map(unit => timesOf.get(cell.group)?.get(unit) ?? 0),
      );
      return isUsable(drawn, objective) ? [{ cell: drawn, times }] : [];
    });
  };
}

/** How often each of some things was drawn in as many draws. */
function timesDrawn<Thing>(things: ReadonlySet<Thing>, pick: (count: number) => number): Map<Thing, number> {
  const all = [...things];
  const times = new Map<Thing, number>();
  for (let draw = 0; draw < all.length; draw++) {
    const thing = all[pick(all.length)];
    times.set(thing, (times.get(thing) ?? 0) + 1);
  }
  return times;
}

/** A cell in which every unit stands as often as it was drawn. */
function repeated(cell: Cell, times: readonly number[]): Cell {
  const rows: number[] = [];
  const outcome: number[] = [];
  const timesOfRow = new Map<number, number>();
  cell.rows.forEach((row, at) => {
    timesOfRow.set(row, times[at]);
    for (let time = 0; time < times[at]; time++) {
      rows.push(row);
      outcome.push(cell.outcome[at]);
    }
  });
  const better: number[] = [];
  const worse: number[] = [];
  cell.better.forEach((row, pair) => {
    const count = (timesOfRow.get(row) ?? 0) * (timesOfRow.get(cell.worse[pair]) ?? 0);
    for (let time = 0; time < count; time++) {
      better.push(row);
      worse.push(cell.worse[pair]);
    }
  });
  return {
    ...cell,
    rows: Uint32Array.from(rows),
    outcome: Float64Array.from(outcome),
    better: Uint32Array.from(better),
    worse: Uint32Array.from(worse),
  };
}
