import { planOf } from '../model/plan.ts';
import { RatingError } from '../errors/ratingError.ts';
import type { Comparable } from './comparable.ts';
import { checkSameModel } from './modelDifferences.ts';
import { scoreUnder, unknownGroupings } from './scoreUnder.ts';

/**
 * A release with its goalposts frozen at those of a base: scores, grades and ranks from its own raw values and the base's anchors, so that scores
 * compare over time. From tables, `apply` with the base's anchors gives the same.
 *
 * Shape: a release to one of the same units. Units that are not eligible have no rank and no grade.
 * Degenerate: units whose peers the base does not know have no score.
 * @throws invalid_argument when the releases are of different models, or the model fills missing values by columns that no release holds
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (goalposts that stay compare over time)
 * @example rebase(result, result).score // result.score
 */
export function rebase<Release extends Comparable>(
  release: Release,
  base: Pick<Comparable, 'model' | 'anchors'>,
): Release {
  checkSameModel([base, release], false);
  const plan = planOf(release.model);
  const unknown = unknownGroupings(plan);
  if (unknown.length > 0) {
    const message = `fills missing values by ${unknown.join(', ')}, which a release does not hold; use apply with the tables`;
    throw new RatingError('invalid_argument', ['model', 'missing', 'by'], message);
  }
  const { keys, count, peers, eligible } = release;
  const columns = keys.map(({ column }) => column);
  const scored = scoreUnder(plan, base.anchors, {
    units: { count, keys: columns, peers },
    eligible,
    indicators: release.indicators,
  });
  const nodes = scored.nodes.map((node, position) => ({ ...node, weights: base.anchors.nodes[position].weights }));
  return { ...release, ...scored, nodes, anchors: base.anchors };
}
