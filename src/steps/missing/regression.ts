import * as z from 'zod/mini';
import { jointMethod } from '../../expr/jointMethod.ts';
import type { JointSql } from '../../expr/jointMethod.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { fillerOf, learnNormal } from './learnedNormal.ts';
import type { LearnedNormal } from './learnedNormal.ts';
import { otherGroups } from './otherGroups.ts';
import { replaceMissing } from './replaceMissing.ts';

const spec = () =>
  z.strictObject({
    method: z.literal('regression'),
    by: otherGroups(),
    ridge: z._default(
      z.number().check(z.gte(0), z.describe('So many more units, as a share, without correlation')),
      0.01,
    ),
    atLeast: z._default(z.int().check(z.gte(1), z.describe('Smaller groups take what all units teach')), 20),
    tolerance: z._default(z.number().check(z.positive()), 1e-9),
    iterations: z._default(z.int().check(z.gte(1), z.lte(100_000)), 1000),
  });

/**
 * Fills missing values with what the unit's other indicators let expect: the regression on those that it has, from the
 * likeliest means and covariances of each group, learned with its incomplete units by expectation and maximization.
 * Groups of fewer than `atLeast` units, or that lack an indicator altogether, take what all units teach.
 *
 * Shape: p columns of n values to n values. Unit: that of the values. Time: rounds times incomplete rows times p times the missing.
 * Degenerate: a unit without any value gets the mean; an indicator without any value in the data stays missing; equal values
 * are their mean; indicators that are sums of others are held apart by `ridge`; what is not found in so many `iterations` is taken as it is then.
 * @source Dempster, Laird and Rubin (1977), Maximum Likelihood from Incomplete Data via the EM Algorithm; OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 (expectation maximization)
 * @example fillTogether([[1, 2, 3, null], [2, 4, 6, 8]], 0, oneGroup(4), { method: 'regression', ridge: 0 }).map(Math.round) // [1, 2, 3, 4]
 */
export const regression = jointMethod({
  spec,
  beside: () => 'indicators',
  fit(columns, groups, options) {
    const { starts, rows } = rowsByGroup(groups);
    let ofAll: LearnedNormal | undefined;
    const learned = Array.from({ length: groups.count }, (_, group) => {
      const own = rows.subarray(starts[group], starts[group + 1]);
      const isEnough = learnsAlone(columns, own, options.atLeast);
      return isEnough ? learnNormal(columns, own, options) : (ofAll ??= learnNormal(columns, rows, options));
    });
    return {
      mean: learned.map(each => each.mean),
      deviation: learned.map(each => each.deviation),
      covariance: learned.map(each => each.covariance),
      rounds: Float64Array.from(learned, each => each.rounds),
    };
  },
  apply(columns, at, groups, { mean, deviation, covariance }) {
    const fillers = new Map<number, (row: number) => number>();
    return replaceMissing(columns[at], row => {
      const group = groups.of[row];
      let filler = fillers.get(group);
      if (!filler) {
        const normal = { mean: mean[group], deviation: deviation[group], covariance: covariance[group] };
        fillers.set(group, (filler = fillerOf(normal, columns, at)));
      }
      return filler(row);
    });
  },
});

/** The same in SQL. */
export const regressionSql: JointSql<typeof regression> = {
  noSql: 'means and covariances of incomplete rows are found by repeated passes over the peers',
};

function learnsAlone(columns: readonly Float64Array[], rows: Uint32Array, atLeast: number): boolean {
  let units = 0;
  const isKnown = columns.map(() => false);
  for (const row of rows) {
    let hasAny = false;
    for (let at = 0; at < columns.length; at++) if (columns[at][row] === columns[at][row]) isKnown[at] = hasAny = true;
    if (hasAny) units++;
  }
  return units >= atLeast && !isKnown.includes(false);
}
