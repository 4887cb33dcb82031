import type { Contribution, Explanation } from './explain.ts';

/** What speaks for a unit and what against it, the strongest first. */
export interface Reasons {
  readonly strengths: readonly Contribution[];
  readonly weaknesses: readonly Contribution[];
}

/**
 * What sets a unit apart from its peers: by points above or below what their means would give.
 *
 * Shape: an explanation to at most `most` contributions each way.
 * Degenerate: missing indicators, and those that make less than a hundredth of a point of difference, are left out.
 * @example reasons(explain(result, 0), 2).strengths.length // at most 2
 */
export function reasons({ contributions }: Pick<Explanation, 'contributions'>, most: number): Reasons {
  const standing = contributions
    .filter(({ lead }) => Math.abs(lead) >= 0.01)
    .sort((left, right) => right.lead - left.lead);
  return {
    strengths: standing.filter(({ lead }) => lead > 0).slice(0, most),
    weaknesses: standing
      .filter(({ lead }) => lead < 0)
      .reverse()
      .slice(0, most),
  };
}
