import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { correlationsOfPairs } from '../../stats/correlations.ts';
import { countPresent } from '../../stats/countPresent.ts';
import { extent } from '../../stats/extent.ts';
import { moments } from '../../stats/moments.ts';

/**
 * CRITIC, criteria importance through intercriteria correlation: the population deviation (n) of a part's min-max
 * values, times Σ (1 - r) over the other parts. A part weighs more the more it tells units apart and the less others
 * already say it.
 *
 * A cost is turned before correlations are taken, as the paper asks; inside a model every part is turned already.
 *
 * Shape: one weight a part and group. Missing: a correlation rests on the units that have both parts, a deviation on
 * the part's own.
 * Degenerate: a constant part weighs 0 and counts for no other; a pair that has no correlation counts as 0; nothing
 * left: equal weights.
 * @source Diakoulaki, Mavrotas, Papayannakis (1995), Determining objective weights in multiple criteria problems: the CRITIC method
 * @example weigh([[0, 1, 2], [0, 2, 4], [3, 0, 0]], oneGroup(3), { method: 'critic' })[2][0] > 0.4 // true
 */
export const critic = weightMethod({
  spec: () => z.strictObject({ method: z.literal('critic') }),
  fit(parts, groups, _granted, _options, directions) {
    const conflict = parts.map(() => new Float64Array(groups.count));
    const spread = parts.map(part => spreadOf(part, groups));
    const pairs = correlationsOfPairs(parts, groups);
    for (let one = 0; one < parts.length; one++) {
      for (let other = 0; other < one; other++) {
        const correlation = pairs[one][other];
        const sign = directions[one] === directions[other] ? 1 : -1;
        for (let group = 0; group < groups.count; group++) {
          if (spread[one][group] === 0 || spread[other][group] === 0) continue;
          const unlike = 1 - sign * (Number.isNaN(correlation[group]) ? 0 : correlation[group]);
          conflict[one][group] += unlike;
          conflict[other][group] += unlike;
        }
      }
    }
    return spread.map((part, at) => part.map((each, group) => each * conflict[at][group]));
  },
});

/** The same in SQL. */
export const criticSql: WeightSql<typeof critic> = (parts, _granted, _options, dialect) =>
  parts.map((part, at) => {
    const others = parts.filter((_, other) => other !== at);
    const conflict = others.map(other => {
      const known = `coalesce(${dialect.known(`corr(${part}, ${other})`)}, 0)`;
      // Parts that say the same differ by rounding alone.
      return `case when min(${other}) < max(${other}) and ${known} <= 1 - 1e-12 then 1 - ${known} else 0 end`;
    });
    const spread = `stddev_pop(${part}) / (max(${part}) - min(${part}))`;
    return `case when min(${part}) < max(${part}) then ${spread} * (${conflict.join(' + ') || '0'}) else 0 end`;
  });

function spreadOf(part: Float64Array, groups: Parameters<typeof extent>[1]): Float64Array {
  const { min, max } = extent(part, groups);
  const count = countPresent(part, groups);
  return moments(part, groups).deviation.map((deviation, group) =>
    deviation > 0 ? (deviation * Math.sqrt(1 - 1 / count[group])) / (max[group] - min[group]) : 0,
  );
}
