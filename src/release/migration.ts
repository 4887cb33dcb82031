// How units move between grades from one release to the next.
import { RatingError } from '../errors/ratingError.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import { oneGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';

/** How many units went from each grade to each; the last row are those that had no grade, the last column those that have none any more. */
export interface Migration {
  readonly grades: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** The same as shares of the units that a grade had. */
export interface MigrationShares {
  /** One row a grade, and last the state of having none, which nobody leaves. Each row sums to 1. */
  readonly withExit: readonly (readonly number[])[];
  /** Among the units that have a grade on both sides. */
  readonly survivors: readonly (readonly number[])[];
  /** The shares of survivors that kept their grade, went up, and went down. */
  readonly stay: number;
  readonly up: number;
  readonly down: number;
  /** Shorrocks' trace index of the survivors: 0 when all stay, 1 when the grade says nothing of the next one. */
  readonly mobility: number;
}

/**
 * Counts moves between grades, for each group of units.
 *
 * Shape: the grade codes of n units before and after (`NO_GRADE` is none) to one matrix a group, best grade first.
 * Degenerate: a unit without a grade on both sides counts nowhere.
 * @example migrationCounts(['A', 'B'], Uint8Array.of(0, 0, 1), Uint8Array.of(0, 1, 255))[0].counts // [[1, 1, 0], [0, 0, 1], [0, 0, 0]]
 */
export function migrationCounts(
  grades: readonly string[],
  before: Uint8Array,
  after: Uint8Array,
  groups: Groups = oneGroup(before.length),
): Migration[] {
  const size = grades.length + 1;
  const tables = Array.from({ length: groups.count }, () =>
    Array.from({ length: size }, () => Array<number>(size).fill(0)),
  );
  const place = (code: number): number => (code === NO_GRADE ? grades.length : code);
  for (let unit = 0; unit < before.length; unit++) {
    if (before[unit] !== NO_GRADE || after[unit] !== NO_GRADE)
      tables[groups.of[unit]][place(before[unit])][place(after[unit])]++;
  }
  return tables.map(counts => ({ grades, counts }));
}

/**
 * Several releases' moves as one matrix: the cohort method, in which every unit at every release counts once, so that a large release weighs more.
 *
 * Degenerate: no matrices: no grades and no counts.
 * @throws invalid_argument when their grades differ
 * @source Lando and Skødeberg (2002), Analyzing rating transitions and rating drift with continuous observations (the cohort estimator)
 * @example pooledMigration(migrationCounts(['A'], Uint8Array.of(0), Uint8Array.of(0))).counts // [[1, 0], [0, 0]]
 */
export function pooledMigration(migrations: readonly Migration[]): Migration {
  const [first, ...others] = migrations;
  if (!first) return { grades: [], counts: [] };
  for (const { grades } of others) {
    if (grades.join('\n') !== first.grades.join('\n'))
      throw new RatingError(
        'invalid_argument',
        ['grades'],
        `are ${grades.join(', ')}; the first has ${first.grades.join(', ')}`,
      );
  }
  const counts = first.counts.map((row, from) =>
    row.map((_, to) => migrations.reduce((sum, each) => sum + each.counts[from][to], 0)),
  );
  return { grades: first.grades, counts };
}

/**
 * A migration as shares of the units that each grade had.
 *
 * Degenerate: a grade that no unit had: NaN in its row.
 * @source Jarrow, Lando, Turnbull (1997), A Markov model for the term structure of credit risk spreads (exit absorbs); Shorrocks (1978), The measurement of mobility
 * @example migrationShares({ grades: ['A', 'B'], counts: [[3, 1, 0], [0, 1, 1], [0, 0, 0]] }).withExit // [[0.75, 0.25, 0], [0, 0.5, 0.5], [0, 0, 1]]
 */
export function migrationShares({ grades, counts }: Migration): MigrationShares {
  const rows = counts.slice(0, grades.length);
  const inner = rows.map(row => row.slice(0, grades.length));
  const survivors = inner.map(shares);
  const total = sum(inner.flat());
  const part = (isCounted: (from: number, to: number) => boolean): number =>
    sum(inner.flatMap((row, from) => row.filter((_, to) => isCounted(from, to)))) / total;
  const trace = sum(survivors.map((row, grade) => row[grade]));
  return {
    withExit: [...rows.map(shares), ...(grades.length === 0 ? [] : [[...grades.map(() => 0), 1]])],
    survivors,
    stay: part((from, to) => from === to),
    up: part((from, to) => to < from),
    down: part((from, to) => to > from),
    mobility: (grades.length - trace) / (grades.length - 1),
  };
}

/**
 * The shares after several releases, if every release moved units as one did: a power of the matrix.
 *
 * Shape: a square matrix of shares to one of the same size. Degenerate: 0 releases: nobody moved; NaN where a share is not known.
 * @throws invalid_argument when the number of releases is not whole, or below 0
 * @example migrationAfter([[0.5, 0.5], [0, 1]], 2) // [[0.25, 0.75], [0, 1]]
 */
export function migrationAfter(matrix: readonly (readonly number[])[], releases: number): number[][] {
  if (!(Number.isInteger(releases) && releases >= 0)) {
    throw new RatingError('invalid_argument', ['releases'], `must be a whole number, 0 or more, not ${releases}`);
  }
  let power = matrix.map((row, from) => row.map((_, to) => Number(from === to)));
  for (let release = 0; release < releases; release++) {
    power = power.map(row => row.map((_, to) => sum(row.map((share, between) => share * matrix[between][to]))));
  }
  return power;
}

function shares(row: readonly number[]): number[] {
  const total = sum(row);
  return row.map(count => count / total);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
