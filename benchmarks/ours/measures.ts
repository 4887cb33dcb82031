// Ten measures in brandrank: rows grouped by category and brand, then every measure over one period that holds all rows.
import type { Measure } from '../../src/expr/formula.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { measureAll } from '../../src/steps/indicators/measures.ts';
import { groupBy } from '../../src/table/groups.ts';
import type { Column } from '../../src/table/table.ts';
import { codes, days, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

const formulas = [
  'sum(revenue)',
  'sum(units)',
  'count()',
  'mean(revenue)',
  'distinct(merchant)',
  'min_of(revenue)',
  'max_of(revenue)',
  'first_date()',
  'last_date()',
  'sum(revenue, units >= 6)',
];

await serve(folder => {
  const input = readColumns(folder);
  const plan = planOf(
    parseModel({
      version: 1,
      name: 'bench',
      rate: { unit: ['brand'], within: ['category'] },
      indicators: formulas.map((formula, at) => ({ id: `m${at}`, formula })),
      index: { id: 'power', of: formulas.map((_, at) => ({ id: `m${at}` })) },
    }),
  );
  // Each formula is one measure.
  const measures = plan.indicators.map(({ formula }) => formula as Measure);
  const text = (name: string): Column => ({
    type: 'text',
    codes: codes(input, name),
    words: words(codes(input, name)),
  });
  const columns = new Map<string, Column>([
    ['brand', text('brand')],
    ['category', text('category')],
    ['merchant', text('merchant')],
    ['date', { type: 'date', days: days(input, 'day') }],
    ['units', { type: 'number', values: doubles(input, 'units') }],
    ['revenue', { type: 'number', values: doubles(input, 'revenue') }],
  ]);
  // Every name that the formulas use is there.
  const column = (name: string): Column => columns.get(name) as Column;
  const rows = days(input, 'day').length;
  const scope = { rows, leaf: (leaf: { kind: string; name?: string }) => column(leaf.name ?? '') };
  let measured: Float64Array[];
  return {
    work() {
      const groups = groupBy([column('category'), column('brand')], rows);
      measured = measureAll(
        { groups, days: days(input, 'day'), scope: () => scope },
        { start: -1e6, end: 1e6 },
        measures,
      );
    },
    results: () => measured.map((values, at) => [`m${at}`, values] as const),
    versions: {},
  };
});

/** Words in the order of their codes. */
function words(column: Uint32Array): string[] {
  const count = column.reduce((most, code) => Math.max(most, code), 0) + 1;
  return Array.from({ length: count }, (_, code) => String(code).padStart(8, '0'));
}
