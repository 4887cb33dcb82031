import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { maximize } from '../../stats/linearProgram.ts';

const comparisons = () => z.array(z.number().check(z.gte(1), z.lte(9))).check(z.minLength(1), z.maxLength(50));
const place = () => z.int().check(z.gte(0), z.describe('The place of the part among the parts of the index, from 0'));

/**
 * The best-worst method, linear model: weights for which the greatest of |best - a·w| over a = `bestToOthers` and |w -
 * b·worst| over b = `othersToWorst` is least. Both lists are in the order of the parts, 1 (as important) to 9 (far more
 * important).
 *
 * Shape: one weight a part, the same for every group; p parts take a linear program of p + 1 unknowns.
 * Degenerate: one part: weight 1.
 * @source Rezaei (2016), Best-worst multi-criteria decision-making method: some properties and a linear model
 * @example weigh([[1], [2]], oneGroup(1), { method: 'best-worst', best: 0, worst: 1, bestToOthers: [1, 3], othersToWorst: [3, 1] }) // [[0.75], [0.25]]
 */
export const bestWorst = weightMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('best-worst'),
      best: place(),
      worst: place(),
      bestToOthers: comparisons(),
      othersToWorst: comparisons(),
    }),
  faults(parts, { best, worst, bestToOthers, othersToWorst }) {
    const faults: string[] = [];
    if (bestToOthers.length !== parts || othersToWorst.length !== parts) {
      faults.push(`bestToOthers and othersToWorst must have ${parts} numbers, one a part`);
    } else if (best >= parts || worst >= parts || (best === worst && parts > 1)) {
      faults.push(`best and worst must be two places from 0 to ${parts - 1}`);
    } else if (bestToOthers[best] !== 1 || othersToWorst[worst] !== 1) {
      faults.push('the best beside itself, and the worst beside itself, must be 1');
    }
    return faults;
  },
  fit: (_parts, groups, _granted, options) =>
    bestWorstWeights(options).weights.map(weight => new Float64Array(groups.count).fill(weight)),
});

/** The same in SQL. */
export const bestWorstSql: WeightSql<typeof bestWorst> = (_parts, _granted, options, dialect) =>
  bestWorstWeights(options).weights.map(weight => dialect.number(weight));

/** What the best-worst method is told. */
export interface BestWorstComparisons {
  readonly best: number;
  readonly worst: number;
  readonly bestToOthers: readonly number[];
  readonly othersToWorst: readonly number[];
}

/**
 * The weights of the best-worst method, and ξ, how far the comparisons contradict each other: 0 is not at all.
 *
 * The program is the paper's with Σ w at most 1 and Σ w - ξ / 2 greatest. All other constraints hold for any multiple
 * of an answer and the least ξ is at most 1, so Σ w is 1 and ξ least, and w = 0 is a start.
 *
 * Shape: comparisons of p parts to p weights that sum to 1.
 * @source Rezaei (2016), Best-worst multi-criteria decision-making method: some properties and a linear model
 * @example bestWorstWeights({ best: 0, worst: 1, bestToOthers: [1, 3], othersToWorst: [3, 1] }).inconsistency // 0
 */
export function bestWorstWeights({ best, worst, bestToOthers, othersToWorst }: BestWorstComparisons): {
  readonly weights: readonly number[];
  readonly inconsistency: number;
} {
  const count = bestToOthers.length;
  const rows: number[][] = [[...Array<number>(count).fill(1), 0]];
  const hold = (greater: number, factor: number, smaller: number): void => {
    if (greater === smaller) return;
    for (const sign of [1, -1]) {
      const row = Array<number>(count + 1).fill(0);
      row[greater] = sign;
      row[smaller] = -sign * factor;
      row[count] = -1;
      rows.push(row);
    }
  };
  bestToOthers.forEach((factor, part) => hold(best, factor, part));
  othersToWorst.forEach((factor, part) => hold(part, factor, worst));
  const bounds = rows.map((_, at) => (at === 0 ? 1 : 0));
  const { at: answer } = maximize([...Array<number>(count).fill(1), -0.5], rows, bounds);
  return { weights: [...answer.subarray(0, count)], inconsistency: answer[count] };
}
