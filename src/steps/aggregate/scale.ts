// Decision matrices on a common scale, as the methods of multi-criteria analysis do inside: more is better, also for costs.
import type { Direction, SqlAnchors } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { groupSums } from '../../stats/sums.ts';
import type { Groups } from '../../table/groups.ts';
import { eachPart } from './countedSql.ts';
import { listsByGroup } from './rowScores.ts';
import type { CountedParts } from './rowScores.ts';

/**
 * `min-max`: place between the least and the greatest; `vector`: x by the root of the sum of squares, cost 1 minus that;
 * `sum`: x by the sum, cost 1/x by the sum of 1/x; `linear`: x by the greatest, cost the least by x.
 */
export type Scaling = 'min-max' | 'vector' | 'sum' | 'linear';

/** One list a group with an entry a part: a value less `from`, times `factor`; a cost by `sum` or `linear` is `factor` by the value. */
export type ScaleAnchors = { readonly from: readonly Float64Array[]; readonly factor: readonly Float64Array[] };

/** The scaled value of a part of a row. */
export type Place = (row: CountedParts, at: number) => number;

/**
 * What a scale learns from the parts.
 *
 * Degenerate: a part without values has NaN; equal values by min-max, and nothing but zeros, have a factor of 0.
 * @example fitScale([Float64Array.of(2, 4)], oneGroup(2), 'min-max', ['benefit']) // { from: [[2]], factor: [[0.5]] }
 */
export function fitScale(
  parts: readonly Float64Array[],
  groups: Groups,
  scaling: Scaling,
  directions: readonly Direction[],
): ScaleAnchors {
  const fitted = parts.map((values, part) => fitPart(values, groups, scaling, directions[part] === 'cost'));
  return {
    from: listsByGroup(
      fitted.map(each => each.from),
      groups.count,
    ),
    factor: listsByGroup(
      fitted.map(each => each.factor),
      groups.count,
    ),
  };
}

interface PartScale {
  readonly from: Float64Array;
  readonly factor: Float64Array;
}

function fitPart(values: Float64Array, groups: Groups, scaling: Scaling, isCost: boolean): PartScale {
  const zero = new Float64Array(groups.count);
  const sign = isCost ? -1 : 1;
  switch (scaling) {
    case 'min-max': {
      const { min, max } = extent(values, groups);
      return { from: isCost ? max : min, factor: max.map((each, group) => sign * inverse(each - min[group])) };
    }
    case 'vector': {
      const length = groupSums(squares(values), groups).map(Math.sqrt);
      return { from: isCost ? length : zero, factor: length.map(each => sign * inverse(each)) };
    }
    case 'sum': {
      const shares = isCost ? values.map(costInverse) : values.map(atLeastZero);
      return { from: zero, factor: groupSums(shares, groups).map(inverse) };
    }
    case 'linear': {
      const { min, max } = extent(values.map(atLeastZero), groups);
      return { from: zero, factor: isCost ? min : max.map(inverse) };
    }
  }
}

const atLeastZero = (value: number): number => Math.max(value, 0);
const costInverse = (value: number): number => 1 / Math.max(value, 0);
const inverse = (value: number): number => (value === 0 ? 0 : 1 / value);

/** A plain loop: `map` takes three times as long. */
function squares(values: Float64Array): Float64Array {
  const squared = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) squared[row] = values[row] * values[row];
  return squared;
}

/**
 * The scale, row by row: 0 and below count as 0 by `sum` and `linear`, and as the best of costs.
 *
 * Degenerate: equal values are in the middle by min-max, zeros stay 0.
 * @example placeOn({ from: [[2]], factor: [[0.5]] }, 'min-max', ['benefit'])({ group: 0, part: [0], value: [3] }, 0) // 0.5
 */
export function placeOn({ from, factor }: ScaleAnchors, scaling: Scaling, directions: readonly Direction[]): Place {
  const isMinMax = scaling === 'min-max';
  if (isMinMax || scaling === 'vector') {
    return ({ group, part, value }, at) => {
      const times = factor[group][part[at]];
      return isMinMax && times === 0 ? 0.5 : (value[at] - from[group][part[at]]) * times;
    };
  }
  return ({ group, part, value }, at) => {
    const times = factor[group][part[at]];
    if (directions[part[at]] === 'benefit') return Math.max(value[at], 0) * times;
    return value[at] > 0 ? times / value[at] : 1;
  };
}

/** What a scale of benefits learns, as SQL aggregates. */
export function scaleFitSql(parts: readonly string[], scaling: Scaling): SqlAnchors {
  const inverseSql = (value: string): string => `CASE WHEN ${value} = 0 THEN 0e0 ELSE 1e0 / ${value} END`;
  const positive = (value: string): string => `CASE WHEN ${value} < 0 THEN 0e0 ELSE ${value} END`;
  const factors: Record<Scaling, (value: string) => string> = {
    'min-max': value => inverseSql(`(max(${value}) - min(${value}))`),
    vector: value => inverseSql(`sqrt(sum(${value} * ${value}))`),
    sum: value => inverseSql(`sum(${positive(value)})`),
    linear: value => inverseSql(`max(${positive(value)})`),
  };
  const from = scaling === 'min-max' ? eachPart(parts, 'from', value => `min(${value})`) : {};
  return { ...from, ...eachPart(parts, 'factor', factors[scaling]) };
}

/** The scaled value of a benefit, as SQL. */
export function placeSql(parts: readonly string[], anchors: SqlAnchors, scaling: Scaling): (at: number) => string {
  return at => {
    const factor = anchors[`factor_${at + 1}`];
    if (scaling === 'vector') return `(${parts[at]} * ${factor})`;
    if (scaling !== 'min-max') return `(CASE WHEN ${parts[at]} < 0 THEN 0e0 ELSE ${parts[at]} END * ${factor})`;
    return `(CASE WHEN ${factor} = 0 THEN 0.5e0 ELSE (${parts[at]} - ${anchors[`from_${at + 1}`]}) * ${factor} END)`;
  };
}
