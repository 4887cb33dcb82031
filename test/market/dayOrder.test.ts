import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinations } from '../../src/market/combinations.ts';
import { dayOrder } from '../../src/market/dayOrder.ts';
import { textColumn } from '../../src/table/text.ts';

/** Days near each other, in any order or ascending, and a stretch of them that may lie outside. */
const rowsOf = fc
  .record({
    days: fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 80 }),
    isAscending: fc.boolean(),
    start: fc.integer({ min: -6, max: 14 }),
    length: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ days, isAscending, ...rest }) => ({
    days: Int32Array.from(isAscending ? days.sort((one, other) => one - other) : days),
    ...rest,
  }));

describe('the order of rows by day', () => {
  it('is that of a stable sort, whole or a stretch of it, for numbers, texts and dates', () => {
    fc.assert(
      fc.property(rowsOf, ({ days, start, length }) => {
        const period = { start, end: start + length };
        const sorted = [...days.keys()].sort((one, other) => days[one] - days[other] || one - other);
        const inside = sorted.filter(row => days[row] >= period.start && days[row] <= period.end);
        const order = dayOrder(days);
        const stretch = order.stretch(period);
        expect([...order.ends]).toEqual(days.length === 0 ? [] : [Math.min(...days), Math.max(...days)]);
        expect(stretch.to - stretch.from).toBe(inside.length);
        expect([...order.days(stretch)]).toEqual(inside.map(row => days[row]));
        const lasts = inside.flatMap((row, at) => (days[row] === days[inside[at + 1]] ? [] : [at + 1]));
        expect([...order.dayEnds(stretch)]).toEqual(lasts);
        const [numbers, codes, dates] = [Float64Array.from(days.keys()), Uint32Array.from(days.keys()), Int32Array.from(days.keys())]; // prettier-ignore
        const partOf = (): unknown[] => [
          order.column({ type: 'number', values: numbers }, stretch),
          order.column({ type: 'text', words: [], codes }, stretch),
          order.column({ type: 'date', days: dates }, stretch),
          order.column({ type: 'date', days }, stretch),
        ];
        const expected = [
          { type: 'number', values: Float64Array.from(inside) },
          { type: 'text', words: [], codes: Uint32Array.from(inside) },
          { type: 'date', days: Int32Array.from(inside) },
          { type: 'date', days: Int32Array.from(inside, row => days[row]) },
        ];
        expect(partOf()).toEqual(expected);
        expect([...order.values(numbers)]).toEqual(sorted);
        // Of numbers that were moved before, the same part.
        expect(partOf()).toEqual(expected);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('moves numbers for now, and those that are kept stay when others pass', () => {
    fc.assert(
      fc.property(rowsOf, ({ days }) => {
        const order = dayOrder(days);
        const sorted = [...days.keys()].sort((one, other) => days[one] - days[other] || one - other);
        const [one, other] = [1, 2].map(factor => Float64Array.from(days.keys(), row => factor * row));
        expect([...order.passing(one)]).toEqual(sorted);
        const kept = order.values(other);
        expect([...order.passing(one)]).toEqual(sorted);
        expect([...kept]).toEqual(sorted.map(row => 2 * row));
        expect(order.passing(other)).toEqual(kept);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('puts the codes that it is given block after block where their rows stand', () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 30 }), ({ days }, size) => {
        const into = new Uint32Array(days.length);
        const write = dayOrder(days).writer(into);
        const codes = Uint32Array.from(days.keys());
        for (let start = 0; start < codes.length; start += size) write(codes.subarray(start, start + size));
        expect([...into]).toEqual([...days.keys()].sort((one, other) => days[one] - days[other] || one - other));
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('combinations', () => {
  const numbered = (
    texts: readonly (readonly (string | null)[])[],
    rows: number,
    widths: readonly number[],
  ): number[] => {
    // Words that no row has make keys wide: three columns of a million are no number of 32 bits.
    const columns = texts.map((column, at) => {
      const { words, codes } = textColumn(column);
      return { type: 'text' as const, codes, words: new Array<string>(words.length + widths[at]) };
    });
    const numbers: number[] = [];
    const { count, firstRow } = combinations(columns, rows, block => numbers.push(...block));
    expect(count).toBe(firstRow.length);
    firstRow.forEach((row, number) => expect(numbers.indexOf(number)).toBe(row));
    return numbers;
  };

  it.each([[[0, 0, 0, 0]], [[70_000, 70_000, 0, 0]], [[1e6, 1e6, 1e6, 1e6]]])(
    'tell rows apart as their texts do, missing too, with %j further words',
    widths => {
      const text = fc.constantFrom('a', 'b', '__proto__', null);
      fc.assert(
        fc.property(fc.array(fc.tuple(text, text, text, text), { maxLength: 60 }), rows => {
          const texts = [0, 1, 2, 3].map(at => rows.map(row => row[at]));
          const keys = rows.map(row => JSON.stringify(row));
          const seen = [...new Set(keys)];
          expect(numbered(texts, rows.length, widths)).toEqual(keys.map(key => seen.indexOf(key)));
        }),
        { seed: 5, numRuns: 10 },
      );
    },
  );

  it('find room for many', () => {
    const rows = 30_000;
    const column = Array.from({ length: rows }, (_, row) => `${(row * 7919) % 20_011}`);
    const seen = new Map<string, number>();
    for (const each of column) if (!seen.has(each)) seen.set(each, seen.size);
    const { words, codes } = textColumn(column);
    const numbers = new Uint32Array(rows);
    let at = 0;
    const write = (block: Uint32Array): void => {
      numbers.set(block, at);
      at += block.length;
    };
    expect(combinations([{ type: 'text', words, codes }], rows, write).count).toBe(20_011);
    expect([...numbers]).toEqual(column.map(each => seen.get(each)));
  });

  it('are one where there are no columns', () => {
    expect(numbered([], 3, [])).toEqual([0, 0, 0]);
  });
});
