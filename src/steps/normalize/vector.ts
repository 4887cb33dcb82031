import * as z from 'zod/mini';
import { extent } from '../../stats/extent.ts';
import type { GroupNumbers } from '../../stats/extent.ts';
import { groupSums } from '../../stats/sums.ts';
import type { Anchors } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { partsOf } from './ratio.ts';
import { restOf } from './scale.ts';

/**
 * Vector: a value over the length of its group's column, x / √Σx²; of a cost what is left of 1, 1 - x / √Σx².
 *
 * Shape: n values to n values. Unit: any to parts of the length, -1 to 1 (cost: 0 to 2).
 * Degenerate: equal values: 1 / √n with their sign, all 0: 0 (cost: 1 less that).
 * @source pymcdm 1.4, `vector_normalization`; Hwang and Yoon (1981), Multiple Attribute Decision Making
 * @example normalize([3, 4], oneGroup(2), { method: 'vector' }) // [0.6, 0.8]
 */
export const vector = normalizer({
  spec: () => z.strictObject({ method: z.literal('vector') }),
  fit: lengthOf,
  apply: partsOfLength,
  bounds: () => [-1, 1],
  cost: {
    fit: lengthOf,
    apply: (values, groups, length) => restOf(partsOfLength(values, groups, length)),
    bounds: () => [0, 2],
  },
});

/** The same in SQL. */
export const vectorSql: NormalizerSql<typeof vector> = {
  fit: sizeSql,
  refit: lengthSql,
  apply: (value, { size, length }) => `${value} / ${size} / ${length}`,
  cost: {
    fit: sizeSql,
    refit: lengthSql,
    apply: (value, { size, length }) => `1e0 - ${value} / ${size} / ${length}`,
  },
};

/** The length of each group's values as a vector. */
export interface Length extends Anchors {
  /** The greatest size, in which the length is counted: squares of huge values would overflow, of tiny ones vanish. */
  readonly size: GroupNumbers;
  readonly length: GroupNumbers;
}

function lengthOf(values: Float64Array, groups: Groups): Length {
  const { min, max } = extent(values, groups);
  const size = max.map((greatest, group) => {
    const most = Math.max(Math.abs(greatest), Math.abs(min[group]));
    return most === 0 ? 1 : most;
  });
  const squares = partsOf(values, groups, size);
  for (let row = 0; row < squares.length; row++) squares[row] *= squares[row];
  const length = groupSums(squares, groups).map(total => (total === 0 ? 1 : Math.sqrt(total)));
  return { size, length };
}

function partsOfLength(values: Float64Array, groups: Groups, { size, length }: Length): Float64Array {
  return partsOf(partsOf(values, groups, size), groups, length);
}

function sizeSql(value: string): { size: string } {
  return { size: `case when max(abs(${value})) = 0 then 1e0 else max(abs(${value})) end` };
}

function lengthSql(value: string, { size }: Readonly<Record<string, string>>): { length: string } {
  const squares = `sum((${value} / ${size}) * (${value} / ${size}))`;
  return { length: `case when ${squares} = 0 then 1e0 else sqrt(${squares}) end` };
}
