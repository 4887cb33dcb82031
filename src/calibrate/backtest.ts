// Walking forward in time: at every cut date weights are fitted to what was known by then, and judged by what came next.
import { equalShares } from './weightSpace.ts';
import type { Shares } from './weightSpace.ts';
import { ENOUGH_GROUPS, gains, meanOf } from './bootstrap.ts';
import type { BootstrapOptions, Interval, Judged } from './bootstrap.ts';
import type { Cut } from './cut.ts';
import { cellWeight, fitWeights } from './fitWeights.ts';
import type { FitProblem } from './fitWeights.ts';
import { indexScores } from './indexScores.ts';
import { bestScale } from './objective.ts';

/** By what a cut date's units are put in order: weights, or without a model. */
export const CONTENDERS = ['fitted', 'granted', 'equal', 'sales', 'last'] as const;

/** One of the contenders. */
export type Contender = (typeof CONTENDERS)[number];

/** The objective of every contender; missing where it has no meaning. */
export type ContenderValues = Readonly<Record<Contender, number>>;

/** One cut date of a backtest. */
export interface BacktestCut {
  readonly cut: number;
  /** How many earlier cut dates the weights were fitted to. */
  readonly fittedTo: number;
  readonly cells: number;
  readonly shares: Shares;
  readonly values: ContenderValues;
}

/** What a backtest found: the values at each cut date, their means, and how much better fitted weights were, with intervals. */
export interface Backtest {
  readonly cuts: readonly BacktestCut[];
  readonly means: ContenderValues;
  readonly gains: Readonly<Record<Exclude<Contender, 'fitted'>, Interval>>;
  readonly bootstrap: BootstrapOptions;
}

/** What a backtest walks through. */
export interface BacktestProblem extends FitProblem {
  readonly cuts: readonly Cut[];
  /** After how many days the outcome of a cut date is known. */
  readonly days: number;
  /** What each unit sold up to each cut date; null when no measure of sales was named. */
  readonly sales: readonly Float64Array[] | null;
}

/**
 * The cut dates whose outcomes are known in full at another cut date: weights may be fitted to these only.
 *
 * @example knownCuts([{ day: 0 }, { day: 7 }, { day: 14 }], 2, 10) // [0]
 */
export function knownCuts(cuts: readonly Pick<Cut, 'day'>[], at: number, days: number): number[] {
  const { day: now } = cuts[at];
  return [...cuts.keys()].filter(earlier => {
    const { day } = cuts[earlier];
    return day !== null && now !== null && day + days <= now;
  });
}

/**
 * Weights for a cut date, fitted to what was known then; null when no outcome was.
 *
 * @example fittedAt({ ...problem, cuts: [cut], days: 7 }, 0) // null
 */
export function fittedAt(problem: Omit<BacktestProblem, 'sales'>, at: number): { shares: Shares; to: number[] } | null {
  const known = new Set(knownCuts(problem.cuts, at, problem.days));
  const cells = problem.cells.filter(cell => known.has(cell.cut));
  if (cells.length === 0) return null;
  const { shares } = fitWeights({ ...problem, cells });
  return { shares, to: [...known].filter(cut => cells.some(cell => cell.cut === cut)) };
}

/**
 * Tests fitted weights out of sample, against the granted weights, equal weights, the order by sales alone, and the order by the score
 * at the cut date before.
 *
 * Shape: cells by cut date to the objective at every cut date that has one known before it, and the gains with their intervals.
 * Degenerate: no cut date has a known one before it: null. Under a squared error orders without a score have no value.
 * @throws invalid_argument when blocks cannot be drawn
 * @source Bergmeir and Benítez (2012), On the use of cross-validation for time series predictor evaluation (the walk forward in time)
 * @example backtest({ ...problem, cuts: [cut], days: 7, sales: null }, { by: undefined, replicates: 100, confidence: 0.95, seed: 1 }) // null
 */
export function backtest(
  problem: BacktestProblem,
  options: Omit<BootstrapOptions, 'by'> & { readonly by: BootstrapOptions['by'] | undefined },
  onCut: (cut: number) => void = () => undefined,
): Backtest | null {
  const { cuts, cells, objective, across } = problem;
  const judged = new Map(
    CONTENDERS.map(name => [name, { scores: new Map<number, Float64Array>(), scales: new Map<number, number>() }]),
  );
  const tested: { at: number; shares: Shares; to: number[] }[] = [];
  cuts.forEach((_, at) => {
    const fit = cells.some(cell => cell.cut === at) ? fittedAt(problem, at) : null;
    onCut(at);
    if (fit === null) return;
    tested.push({ at, ...fit });
    for (const [name, { scores, scales }] of judged) {
      const scoresAt = (cut: number): Float64Array => contenderScores(problem, name, fit.shares, cut);
      scores.set(at, scoresAt(at));
      if (objective.kind === 'pairwise-logistic') scales.set(at, knownScale(problem, fit.to, scoresAt));
    }
  });
  if (tested.length === 0) return null;
  const judgedCells = cells.filter(cell => tested.some(({ at }) => at === cell.cut));
  const isShown = (name: Contender): boolean =>
    !(objective.kind === 'squared-error' && (name === 'sales' || name === 'last')) &&
    !(name === 'sales' && problem.sales === null);
  const valuesOf = (cut: number | null): ContenderValues => {
    const own = cut === null ? judgedCells : judgedCells.filter(cell => cell.cut === cut);
    // Every contender was judged above.
    const value = (name: Contender): number =>
      isShown(name) ? meanOf(objective, own, judged.get(name) as Judged, across) : NaN;
    return {
      fitted: value('fitted'),
      granted: value('granted'),
      equal: value('equal'),
      sales: value('sales'),
      last: value('last'),
    };
  };
  const by = options.by ?? (new Set(judgedCells.map(cell => cell.group)).size >= ENOUGH_GROUPS ? 'groups' : 'units');
  const bootstrap = { ...options, by };
  const [fitted, ...others] = CONTENDERS;
  const intervals = gains(
    { ...problem, cells: judgedCells, label: (cut, row) => cuts[cut].units[row] },
    judged.get(fitted) as Judged,
    new Map(others.filter(isShown).map(name => [name, judged.get(name) as Judged])),
    bootstrap,
  );
  const gainOver = (name: Contender): Interval => intervals.get(name) ?? { mean: NaN, low: NaN, high: NaN };
  return {
    cuts: tested.map(({ at, shares, to }) => ({
      cut: at,
      fittedTo: to.length,
      cells: judgedCells.filter(cell => cell.cut === at).length,
      shares,
      values: valuesOf(at),
    })),
    means: valuesOf(null),
    gains: { granted: gainOver('granted'), equal: gainOver('equal'), sales: gainOver('sales'), last: gainOver('last') },
    bootstrap,
  };
}

/** The scores by which a contender puts the units of a cut date in order. */
function contenderScores(
  { nodes, cuts, space, sales }: BacktestProblem,
  name: Contender,
  shares: Shares,
  at: number,
): Float64Array {
  const { indicators, groups, units, granted } = cuts[at];
  switch (name) {
    case 'fitted':
      return indexScores(nodes, indicators, groups, shares);
    case 'granted':
      return granted;
    case 'equal':
      return indexScores(nodes, indicators, groups, equalShares(space));
    case 'sales':
      return sales?.[at] ?? granted.map(() => NaN);
    case 'last': {
      const before = cuts[at - 1];
      const scores = new Map(before?.units.map((unit, row) => [unit, before.granted[row]]));
      return Float64Array.from(units, unit => scores.get(unit) ?? NaN);
    }
  }
}

/** The scale that suited a contender best in the cut dates that were known. */
function knownScale(
  { cuts, cells, across }: BacktestProblem,
  to: readonly number[],
  scoresAt: (cut: number) => Float64Array,
): number {
  const known = cells.filter(cell => to.includes(cell.cut));
  const scores = cuts.map((_, cut) => (to.includes(cut) ? scoresAt(cut) : new Float64Array(0)));
  return bestScale(
    scores,
    known,
    known.map(cell => cellWeight(cell, across)),
  );
}
