import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dates, MISSING_DAY } from '../../src/table/days.ts';
import { groupBy, groupsOf, oneGroup, rowsByGroup } from '../../src/table/groups.ts';
import type { Column } from '../../src/table/table.ts';
import { textAt, textColumn } from '../../src/table/text.ts';
import '../support/arbitraries.ts';

describe('groupBy', () => {
  it('numbers groups in the order of their keys, missing last', () => {
    expect([...groupBy([textColumn(['b', null, 'a', 'b'])], 4).of]).toEqual([1, 2, 0, 1]);
    expect([...groupBy([{ type: 'number', values: Float64Array.of(10, NaN, -2, 9) }], 4).of]).toEqual([2, 3, 0, 1]);
    expect([...groupBy([dates(['2018-01-02', null, '2018-01-01'])], 3).of]).toEqual([1, 2, 0]);
  });

  it('orders text by code point', () => {
    expect([...groupBy([textColumn(['😀', '\uFF21', 'é', 'z'])], 4).of]).toEqual([3, 2, 1, 0]);
  });

  it('has one group without columns, also without rows', () => {
    expect(groupBy([], 3)).toMatchObject({ count: 1, of: new Uint32Array(3) });
    expect(groupBy([], 0).count).toBe(1);
  });

  it('has no groups for columns without rows', () => {
    expect(groupBy([textColumn([])], 0)).toEqual({ of: new Uint32Array(0), count: 0, firstRow: new Uint32Array(0) });
  });

  it('points at the first row of each group', () => {
    expect([...groupBy([textColumn(['b', 'a', 'b', 'a'])], 4).firstRow]).toEqual([1, 0]);
  });

  it('tells keys apart whose texts joined together are the same', () => {
    expect(groupBy([textColumn(['a', 'ab']), textColumn(['bc', 'c'])], 2).count).toBe(2);
  });

  const row = fc.tuple(
    fc.option(fc.constantFrom('a', 'b', 'é', '😀', '__proto__')),
    fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constant(NaN)),
    fc.constantFrom(MISSING_DAY, 0, 17_774),
  );
  type Row = readonly [string | null, number, number];
  const columnsOf = (rows: readonly Row[]): Column[] => [
    textColumn(rows.map(([text]) => text)),
    { type: 'number', values: Float64Array.from(rows, ([, number]) => number + 0) },
    { type: 'date', days: Int32Array.from(rows, ([, , day]) => day) },
  ];

  it('gives a key the same id whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (rows, stream) => {
        const weights = rows.map(() => stream.next().value as number);
        const order = rows.map((_, at) => at).sort((a, b) => weights[a] - weights[b]);
        const moved = order.map(at => rows[at]);
        const groups = groupBy(columnsOf(rows), rows.length);
        const again = groupBy(columnsOf(moved), rows.length);
        expect(again.count).toBe(groups.count);
        expect([...again.of]).toEqual(order.map(at => groups.of[at]));
      }),
    );
  });

  it('gives rows one id exactly when their keys are equal', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), rows => {
        const { of, count, firstRow } = groupBy(columnsOf(rows), rows.length);
        const key = (at: number): string =>
          JSON.stringify(rows[at].map(part => (typeof part === 'number' ? part + 0 : part)));
        const keys = new Map(rows.map((_, at) => [key(at), of[at]]));
        expect(keys.size).toBe(count);
        rows.forEach((_, at) => {
          expect(of[at]).toBe(keys.get(key(at)));
          expect(key(firstRow[of[at]])).toBe(key(at));
          expect(firstRow[of[at]]).toBeLessThanOrEqual(at);
        });
      }),
    );
  });

  it('does the same for keys so many that a table of all pairs would be too large', () => {
    // 2,000 x 2,000 pairs over 4,000 rows: the pairs are sorted; 40 x 40 over the same rows: a table.
    for (const distinct of [2000, 40]) {
      const left = textColumn(Array.from({ length: 4000 }, (_, at) => `l${(at * 7) % distinct}`));
      const right = textColumn(
        Array.from({ length: 4000 }, (_, at) => `r${(at * 11 + Math.floor(at / distinct)) % distinct}`),
      );
      const { of, count, firstRow } = groupBy([left, right], 4000);
      const keyOf = (at: number): string => `${textAt(left, at)} ${textAt(right, at)}`;
      const keys = [...new Set(Array.from({ length: 4000 }, (_, at) => keyOf(at)))].sort();
      expect(count).toBe(keys.length);
      expect(Array.from(firstRow, keyOf)).toEqual(keys);
      expect(Array.from(of, group => keys[group])).toEqual(Array.from({ length: 4000 }, (_, at) => keyOf(at)));
      expect(Array.from(firstRow)).toEqual(
        keys.map(key => Array.from({ length: 4000 }, (_, at) => keyOf(at)).indexOf(key)),
      );
    }
  });
});

it('oneGroup holds every row', () => {
  expect(oneGroup(2)).toEqual({ of: Uint32Array.of(0, 0), count: 1 });
});

it('groupsOf groups by label', () => {
  expect([...groupsOf(['b', null, 'a', 'b']).of]).toEqual([1, 2, 0, 1]);
});

it('rowsByGroup lists the rows of each group in row order, empty groups too', () => {
  const { starts, rows } = rowsByGroup({ of: Uint32Array.of(2, 0, 2, 0), count: 4 });
  expect([...starts]).toEqual([0, 2, 2, 4, 4]);
  expect([...rows]).toEqual([1, 3, 0, 2]);
});
