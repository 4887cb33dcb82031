import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import { dates } from '../../src/table/days.ts';
import { columnLength, numbers, table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';

describe('table', () => {
  it('makes columns of what plain arrays hold', () => {
    const made = table({
      brand: ['Ada', null],
      revenue: [10, null],
      date: dates(['2018-01-01', null]),
      none: [null, null],
    });
    expect(made.rows).toBe(2);
    expect([...made.columns.values()].map(({ type }) => type)).toEqual(['text', 'number', 'date', 'number']);
  });

  it('takes a Float64Array as it is, without a copy', () => {
    const values = Float64Array.of(1, 2);
    expect(table({ x: values }).columns.get('x')).toEqual({ type: 'number', values });
    expect((table({ x: values }).columns.get('x') as { values: Float64Array }).values).toBe(values);
  });

  it('takes hostile column names, given as pairs', () => {
    const made = table([
      ['__proto__', [1]],
      ['constructor', ['a']],
    ]);
    expect([...made.columns.keys()]).toEqual(['__proto__', 'constructor']);
  });

  it('has no rows without columns', () => {
    expect(table({}).rows).toBe(0);
    expect(table({ x: [] }).rows).toBe(0);
  });

  it.each([
    ['columns of other lengths', () => table({ a: [1], b: [1, 2] }), 'b: has 2 rows, the first column has 1'],
    [
      'two columns of one name',
      () =>
        table([
          ['a', [1]],
          ['a', [2]],
        ]),
      'a: two columns have this name',
    ],
    [
      'numbers and text in one column',
      () => table({ a: [1, 'x'] as unknown as string[] }),
      'a: holds number and string; a column is all numbers or all text, null for missing',
    ],
    [
      'conditions',
      () => table({ a: [true] as unknown as string[] }),
      'a: holds boolean; a column is all numbers or all text, null for missing',
    ],
  ])('refuses %s', (_what, make, message) => {
    expect(make).toThrow(RatingError);
    expect(make).toThrow(message);
  });
});

it('numbers takes null and undefined for missing', () => {
  expect([...numbers([1, null, undefined, 0])]).toEqual([1, NaN, NaN, 0]);
});

it('columnLength counts the rows of each kind of column', () => {
  expect(
    [textColumn(['a']), dates(['2018-01-01', null]), { type: 'number', values: new Float64Array(3) } as const].map(
      columnLength,
    ),
  ).toEqual([1, 2, 3]);
});
