// What history prints of a series of releases.
import { unitKey } from '../release/alignUnits.ts';
import type { History } from '../release/history.ts';
import { firstRows, orderByNumber } from '../table/order.ts';
import { migrationLines } from './diffLines.ts';
import { aligned, counted, figure, shown, signed } from './text.ts';

const MOST_ENDS = 13;

/**
 * A history for people: the units that flickered, the ranked ones with the greatest momentum, and how grades migrated.
 *
 * Degenerate: one release: neither momentum nor moves.
 * @example historyLines(made, { of: 'score', halfLife: 90, top: 10 })[0] // '3 releases, 2018-07-31 to 2018-09-30: 120 units'
 */
export function historyLines(
  made: History,
  { of, halfLife, top }: { readonly of: string; readonly halfLife: number; readonly top: number },
): string[] {
  const { ends, count, flickers, gradeChanges, momentum, migration } = made;
  const sum = (column: Uint32Array): number => column.reduce((total, each) => total + each, 0);
  const flickered = flickers.reduce((total, each) => total + (each > 0 ? 1 : 0), 0);
  const head = [
    `${counted(ends.length, 'release')}, ${ends[0]} to ${ends[ends.length - 1]}: ${counted(count, 'unit')}`,
  ];
  if (migration) {
    head.push(
      `${counted(sum(gradeChanges), 'change')} of grade; ${counted(sum(flickers), 'time')} the next release undid one, for ${counted(flickered, 'unit')}`,
    );
  }
  const most = (values: ArrayLike<number>): number[] =>
    [
      ...orderByNumber(
        firstRows(count),
        Float64Array.from(values, value => (value > 0 ? -value : NaN)),
      ),
    ]
      .filter(unit => values[unit] > 0)
      .slice(0, top);
  const lastRanks = made.ranks[made.ranks.length - 1];
  // The scores of units without a rank are for information, and swing far.
  const moving = most(momentum.map((change, unit) => (Number.isNaN(lastRanks[unit]) ? NaN : Math.abs(change))));
  const blocks = [
    head,
    flickered > 0 && top > 0 ? flickerLines(made, most(flickers)) : [],
    moving.length > 0 ? momentumLines(made, moving, of, halfLife) : [],
    migration && ends.length > 1
      ? migrationLines(migration, 'grades in one release (down) and the next (across), all releases')
      : [],
  ];
  return blocks.filter(block => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]));
}

function flickerLines({ keys, grades, flickers, migration, ends }: History, units: readonly number[]): string[] {
  const shownEnds = grades.slice(-MOST_ENDS);
  const path = (unit: number): string =>
    shownEnds.map(codes => shown(migration?.grades[codes[unit]] ?? '–', 12)).join(' ');
  const rows = units.map(unit => [nameOf(keys, unit), String(flickers[unit]), path(unit)]);
  const title = `grades${ends.length > MOST_ENDS ? ` (last ${MOST_ENDS} releases)` : ''}`;
  return aligned([['flickered most', 'times', title], ...rows], [1]);
}

function momentumLines(made: History, units: readonly number[], of: string, halfLife: number): string[] {
  const { keys, values, momentum, timeWeighted, annualGrowth } = made;
  const rows = units.map(unit => [
    nameOf(keys, unit),
    `${figure(values[values.length - 2][unit])} → ${figure(values[values.length - 1][unit])}`,
    signed(Number(momentum[unit].toPrecision(4))),
    figure(timeWeighted[unit]),
    Number.isNaN(annualGrowth[unit]) ? '–' : `${signed(Number((annualGrowth[unit] * 100).toPrecision(4)))}%`,
  ]);
  const header = [
    'greatest momentum',
    `last ${shown(of)}`,
    'momentum',
    `mean, half-life ${figure(halfLife)} days`,
    'a year',
  ];
  return aligned([header, ...rows], [1, 2, 3, 4]);
}

function nameOf(keys: History['keys'], unit: number): string {
  return unitKey(keys, unit)
    .map(name => shown(name))
    .join(' / ');
}
