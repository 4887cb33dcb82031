import { oneGroup } from '../table/groups.ts';
import { completeRows } from './completeRows.ts';
import { correlationsOfPairs } from './correlations.ts';
import { eigenvectors } from './eigenvectors.ts';

/** One direction in which standardized columns vary together. */
export interface PrincipalComponent {
  /** Its variance; those of all components sum to the number of columns that vary. */
  readonly variance: number;
  /** The same as a share of the whole variance. */
  readonly share: number;
  /** The say of each column, squares summing to 1; signed so that they sum to more than 0. */
  readonly loadings: Float64Array;
}

/**
 * Principal components of standardized columns, the one that explains most first.
 *
 * Shape: p columns of n values to p components, over the rows that have all. Unit: variances of columns of deviation 1.
 * Degenerate: a column that does not vary takes no part: its loadings are 0, and there is one component less; fewer than two rows: none.
 * @source Pearson (1901), On lines and planes of closest fit; Hotelling (1933); on correlations, as R's prcomp(scale. = TRUE)
 * @example principalComponents([Float64Array.of(1, 2, 3), Float64Array.of(6, 4, 2)])[0].share // 1
 */
export function principalComponents(columns: readonly Float64Array[]): PrincipalComponent[] {
  const complete = completeRows(columns);
  const varying = [...complete.keys()].filter(column => complete[column].some(value => value !== complete[column][0]));
  const used = varying.map(column => complete[column]);
  if (used.length === 0) return [];
  const lower = correlationsOfPairs(used, oneGroup(used[0].length));
  const matrix = used.map((_, row) =>
    Float64Array.from(used, (_each, column) =>
      row === column ? 1 : lower[Math.max(row, column)][Math.min(row, column)][0],
    ),
  );
  const { values, vectors } = eigenvectors(matrix);
  return vectors.map((vector, at) => {
    const loadings = new Float64Array(columns.length);
    varying.forEach((column, place) => (loadings[column] = vector[place]));
    // Rounding may leave a variance of nothing just below 0.
    const variance = Math.max(0, values[at]);
    return { variance, share: variance / used.length, loadings };
  });
}
