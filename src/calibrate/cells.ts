import type { Cut } from './cut.ts';
import type { Outcomes } from './givenOutcomes.ts';
import type { Cell, Objective } from './objective.ts';

/** The cells of one cut date, and whom they leave out. */
export interface CutCells {
  readonly cells: readonly Cell[];
  /** Eligible units for which nothing came out. */
  readonly without: readonly string[];
  /** Units of the outcomes that were not eligible at that date. */
  readonly unknown: readonly string[];
}

/**
 * The peers groups of a cut date in which something came out that tells units apart.
 *
 * Shape: a cut date's units and their outcomes to cells in the order of the groups. An outcome of which less is better is turned within
 * its cell: the least and the greatest change places.
 * Degenerate: a group in which all came out alike, fewer than two units have an outcome, or nothing came out that a list could gain by, is
 * no cell (a squared error needs one unit only); a unit without a score under the granted weights has no place in any.
 * @example cellsOf(0, cut, { values: new Map([['["tea","Ada"]', 3], ['["tea","Bo"]', 5]]), choices: null }, objectiveOf('kendall'), 'benefit').cells.length // 1
 */
export function cellsOf(
  at: number,
  cut: Cut,
  { values, choices }: Outcomes,
  objective: Objective,
  direction: 'benefit' | 'cost',
): CutCells {
  const rowOf = new Map(cut.units.map((unit, row) => [unit, row]));
  const named = choices ? new Set(choices.flat()) : new Set(values.keys());
  const unknown = [...named].filter(unit => !rowOf.has(unit)).sort();
  const isJudged = (unit: string, row: number): boolean => {
    const hasOutcome = choices ? named.has(unit) : !Number.isNaN(values.get(unit) ?? NaN);
    return hasOutcome && !Number.isNaN(cut.granted[row]);
  };
  const rowsOf = new Map<string, number[]>();
  const without: string[] = [];
  cut.units.forEach((unit, row) => {
    const rows = rowsOf.get(cut.peers[row]) ?? [];
    rowsOf.set(cut.peers[row], rows);
    if (isJudged(unit, row)) rows.push(row);
    else without.push(unit);
  });
  const pairsOf = new Map<string, [number, number][]>();
  for (const pair of choices ?? []) {
    const [better, worse] = pair.map(unit => rowOf.get(unit));
    if (better === undefined || worse === undefined) continue;
    if (Number.isNaN(cut.granted[better]) || Number.isNaN(cut.granted[worse])) continue;
    const pairs = pairsOf.get(cut.peers[better]) ?? [];
    pairsOf.set(cut.peers[better], pairs);
    pairs.push([better, worse]);
  }
  const cells = [...rowsOf].map(([group, rows]): Cell => {
    const outcome = turned(
      Float64Array.from(rows, row => values.get(cut.units[row]) ?? NaN),
      direction,
    );
    const pairs = choices
      ? (pairsOf.get(group) ?? [])
      : objective.kind === 'pairwise-logistic'
        ? allPairs(rows, outcome)
        : [];
    return {
      cut: at,
      group,
      rows: Uint32Array.from(rows),
      outcome,
      better: Uint32Array.from(pairs, ([better]) => better),
      worse: Uint32Array.from(pairs, ([, worse]) => worse),
    };
  });
  return { cells: cells.filter(cell => isUsable(cell, objective)), without, unknown };
}

/**
 * Whether an objective has a value in a cell.
 *
 * @example isUsable({ outcome: Float64Array.of(1, 1) }, objectiveOf('spearman')) // false
 */
export function isUsable({ outcome, better }: Pick<Cell, 'outcome' | 'better'>, { kind }: Objective): boolean {
  switch (kind) {
    case 'pairwise-logistic':
      return better.length > 0;
    case 'squared-error':
      return outcome.length > 0;
    case 'ndcg':
      return isVaried(outcome) && outcome.some(value => value > 0);
    case 'kendall':
    case 'spearman':
    case 'pearson':
      return isVaried(outcome);
  }
}

function isVaried(outcome: Float64Array): boolean {
  return outcome.some(value => value !== outcome[0]);
}

function turned(outcome: Float64Array, direction: 'benefit' | 'cost'): Float64Array {
  if (direction === 'benefit') return outcome;
  const least = outcome.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = outcome.reduce((a, b) => Math.max(a, b), -Infinity);
  return outcome.map(value => least + greatest - value);
}

function allPairs(rows: readonly number[], outcome: Float64Array): [number, number][] {
  const pairs: [number, number][] = [];
  rows.forEach((first, a) => {
    for (let b = a + 1; b < rows.length; b++) {
      if (outcome[a] > outcome[b]) pairs.push([first, rows[b]]);
      else if (outcome[a] < outcome[b]) pairs.push([rows[b], first]);
    }
  });
  return pairs;
}
