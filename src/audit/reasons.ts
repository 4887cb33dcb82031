import type { Contribution, Explanation } from './explain.ts';

/** What speaks for a unit and what against it, the strongest first. */
export interface Reasons {
  readonly strengths: readonly Contribution[];
  readonly weaknesses: readonly Contribution[];
}

/**
 * What sets a unit apart from its peers: by points above or below what their mean would give; under an index that does not add
 * up its parts, by weight times the distance of the normalized value from the middle of the unit's own values.
 *
 * Shape: an explanation to at most `most` contributions each way.
 * Degenerate: missing indicators, and those that make less than a hundredth of a point of difference, are left out.
 * @example reasons(explain(result, 0), 2).strengths.length // at most 2
 */
export function reasons({ contributions, addsUp }: Explanation, most: number): Reasons {
  const present = contributions.filter(({ weight }) => weight > 0);
  const middle = present.reduce((sum, { weight, normalized }) => sum + weight * normalized, 0);
  const standing = present
    .map(part => ({ part, by: addsUp ? part.lead : part.weight * (part.normalized - middle) }))
    .filter(({ by }) => Math.abs(by) >= 0.01)
    .sort((left, right) => right.by - left.by);
  return {
    strengths: standing
      .filter(({ by }) => by > 0)
      .slice(0, most)
      .map(({ part }) => part),
    weaknesses: standing
      .filter(({ by }) => by < 0)
      .reverse()
      .slice(0, most)
      .map(({ part }) => part),
  };
}
