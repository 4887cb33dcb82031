import { moments } from '../../stats/moments.ts';
import type { Groups } from '../../table/groups.ts';
import type { Similarity } from './similarity.ts';

/**
 * How near two rows are in numbers: exp(-d²/2), where d is the root mean square of their differences in sample standard deviations of
 * their group.
 *
 * Shape: m columns of n numbers to a similarity of n rows. Unit: 1 (equal) down to 0; one deviation apart in every column: 0.607.
 * Degenerate: a column of equal numbers tells nothing apart; what one of the two lacks is left out; nothing in common: 0.
 * @source the radial basis function kernel on standardized distances; the handling of missing values as in Gower (1971)
 * @example gaussian([Float64Array.of(0, 2, 4)], oneGroup(3)).between(0, 1) // Math.exp(-0.5)
 */
export function gaussian(columns: readonly Float64Array[], groups: Groups): Similarity {
  const rows = groups.of.length;
  const width = columns.length;
  const standard = new Float64Array(rows * width);
  columns.forEach((values, at) => {
    const { mean, deviation } = moments(values, groups);
    for (let row = 0; row < rows; row++) {
      const group = groups.of[row];
      const unit = deviation[group] > 0 ? deviation[group] : Infinity;
      standard[row * width + at] = (values[row] - mean[group]) / unit;
    }
  });
  return {
    rows,
    between(row, other) {
      let sum = 0;
      let count = 0;
      for (let at = 0; at < width; at++) {
        const difference = standard[row * width + at] - standard[other * width + at];
        if (difference !== difference) continue;
        sum += difference * difference;
        count++;
      }
      return count > 0 ? Math.exp(-sum / (2 * count)) : 0;
    },
  };
}
