import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../src/expr/parse.ts';
import type { Measure } from '../../src/expr/formula.ts';
import { dayOrder } from '../../src/market/dayOrder.ts';
import { daysWhere } from '../../src/market/daysWhere.ts';
import { periodMeasures } from '../../src/market/periodMeasures.ts';
import { periodRows } from '../../src/market/periodRows.ts';
import type { MarketRows } from '../../src/market/rows.ts';
import { rowScope } from '../../src/model/sales.ts';
import { measureAll } from '../../src/steps/indicators/measures.ts';
import type { Column } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';

const FORMULAS = [
  'sum(revenue)',
  'mean(revenue)',
  'count()',
  'count(order)',
  'distinct(order)',
  'distinct(revenue)',
  'active_days()',
  'first_date()',
  'sum(revenue * age_days())',
  'sum(revenue, age_days() <= 3)',
  'mean(revenue, age_days() > 1.5 and age_days() < 5)',
  'distinct(order, age_days() >= 2)',
  'active_days(age_days() >= 2 and age_days() <= 4)',
  'last_date(age_days() >= 1)',
  'count(age_days() < 0)',
  'sum(revenue, age_days() > 20)',
  'min_of(revenue, age_days() <= 4 and revenue > 2)',
];
const measures = FORMULAS.map(text => parseFormula(text, 'unit', []) as Measure);

const row = fc.record({
  day: fc.integer({ min: -3, max: 12 }),
  unit: fc.nat(3),
  revenue: fc.oneof(fc.nat(9), fc.constant(NaN)),
  order: fc.option(fc.constantFrom('a', 'b', 'c')),
});

describe('measures of a period', () => {
  it('are those of all rows over that period, whatever shorter way they are taken', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 40 }),
        fc.integer({ min: -5, max: 13 }),
        fc.nat(9),
        (rows, start, length) => {
          const period = { start, end: start + length };
          const days = Int32Array.from(rows, each => each.day);
          const columns = new Map<string, Column>([
            ['date', { type: 'date', days }],
            ['revenue', { type: 'number', values: Float64Array.from(rows, each => each.revenue) }],
            ['order', textColumn(rows.map(({ order }) => order))],
          ]);
          const column = (name: string): Column => columns.get(name) as Column;
          const units = Uint32Array.from(rows, ({ unit }) => unit);
          const byDay = dayOrder(days);
          // Of the rows of a market, measures look at no more.
          const inside = periodRows({ byDay, column } as unknown as MarketRows, period);
          const of = byDay.column({ type: 'text', words: [], codes: units }, inside.stretch) as { codes: Uint32Array };
          const found = periodMeasures(inside, { of: of.codes, count: 4 }, period, measures);
          const scope = (end: number): ReturnType<typeof rowScope> => rowScope(rows.length, column, end);
          expect(found).toEqual(measureAll({ groups: { of: units, count: 4 }, days, scope }, period, measures));
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('the days that a filter leaves', () => {
  const period = { start: 10, end: 30 };
  const filter = (text: string): Measure['where'] => (parseFormula(`count(${text})`, 'unit', []) as Measure).where;

  it.each([
    ['age_days() < 7', { start: 24, end: 30 }],
    ['age_days() <= 7', { start: 23, end: 30 }],
    ['age_days() > 7', { start: 10, end: 22 }],
    ['age_days() >= 7', { start: 10, end: 23 }],
    ['age_days() >= 6.5', { start: 10, end: 23 }],
    ['age_days() <= 6.5', { start: 24, end: 30 }],
    ['age_days() >= 3 and age_days() <= 5', { start: 25, end: 27 }],
    ['age_days() <= 99', { start: 10, end: 30 }],
  ])('%s', (text, days) => {
    expect(daysWhere(filter(text) ?? { kind: 'literal', value: 1 }, period)).toEqual(days);
  });

  it.each([
    'age_days() == 3',
    'not (age_days() > 3)',
    'age_days() <= 3 and revenue > 1',
    'age_days(first) < 3',
    '3 > age_days()',
    'age_days() > revenue',
  ])('are not told where it asks for more: %s', text => {
    expect(daysWhere(filter(text) ?? { kind: 'literal', value: 1 }, period)).toBeUndefined();
  });
});
