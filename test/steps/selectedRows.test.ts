import { describe, expect, it } from 'vitest';
import type { Formula } from '../../src/expr/formula.ts';
import { exactSums } from '../../src/stats/exactSum.ts';
import { groupsWhere } from '../../src/steps/indicators/selectedRows.ts';
import type { Column } from '../../src/table/table.ts';

// More rows than are asked at once, and than a kernel takes at once; the last block of either is not full.
const ROWS = 40_001;
const units = Float64Array.from({ length: ROWS }, (_, row) => (row % 97 === 0 ? NaN : (row * 31) % 12));
const groups = { of: Uint32Array.from({ length: ROWS }, (_, row) => (row * 7) % 5), count: 5 };
const where: Formula = {
  kind: 'call',
  name: 'greater',
  of: [
    { kind: 'column', name: 'units' },
    { kind: 'literal', value: 6 },
  ],
};
const scope = { rows: ROWS, leaf: (): Column => ({ type: 'number', values: units }) };
const expected = groups.of.map((group, row) => (units[row] > 6 ? group : 5));

describe('groups where a condition holds', () => {
  it('have the rows for which it does not, or cannot be told, in the group outside', () => {
    const selected = groupsWhere(groups, 5, where, scope);
    expect(selected.count).toBe(6);
    expect(selected.of).toEqual(expected);
  });

  it('give the ids of any stretch of rows, before and after all of them were read', () => {
    const selected = groupsWhere(groups, 5, where, scope);
    const stretch = (start: number, length: number): Uint32Array => {
      const into = new Uint32Array(length);
      selected.ids?.(start, into);
      return into;
    };
    const check = (): void => {
      for (const [start, end] of [
        [0, ROWS],
        [0, 4096],
        [4095, 20_480],
        [39_990, ROWS],
        [7, 7],
      ])
        // prettier-ignore
        expect(stretch(start, end - start)).toEqual(expected.slice(start, end));
    };
    check();
    expect(selected.of).toEqual(expected);
    check();
  });

  it('add up as the same groups whose ids are all there', () => {
    const values = Float64Array.from(units, (unit, row) => unit + (row % 100) / 100);
    const lazy = exactSums(values, groupsWhere(groups, 5, where, scope));
    expect(lazy).toEqual(exactSums(values, { of: expected, count: 6 }));
    // Held against the plain sum of one group, in cents.
    let cents = 0;
    for (let row = 0; row < ROWS; row++) if (expected[row] === 3) cents += Math.round(100 * values[row]);
    expect(lazy.sum[3]).toBe(cents / 100);
  });
});
