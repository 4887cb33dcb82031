// A rating kept up to date: `update` takes a batch of new rows and asks for the result, `full` rates all rows.
import { liveRating } from '../../src/model/live.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { run } from '../../src/model/run.ts';
import type { Column, Table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';
import { codes, days, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

const [, , , way, batchRows, batchCount] = process.argv;

const formulas = [
  'sum(revenue)',
  'sum(units)',
  'sum(revenue) / previous(sum(revenue)) - 1',
  'mean(revenue)',
  'distinct(merchant)',
  'max_of(revenue)',
  'sum(revenue, units >= 6) / sum(revenue)',
  'share(sum(revenue))',
];

const model = parseModel({
  version: 1,
  name: 'bench',
  rate: { unit: ['brand'], within: ['category'] },
  period: { end: '2018-07-18', days: 365 },
  indicators: formulas.map((formula, at) => ({ id: `m${at}`, formula })),
  missing: { method: 'peer-median' },
  index: { id: 'power', of: formulas.map((_, at) => ({ id: `m${at}`, weight: at + 1 })) },
  eligible: 'count() >= 5',
  grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [50, 20] },
});

await serve(folder => {
  const input = readColumns(folder);
  const all = days(input, 'day').length;
  const [size, count] = [Number(batchRows), Number(batchCount)];
  const first = all - count * size;
  const batches = Array.from({ length: count }, (_, at) => rowsBetween(first + at * size, first + (at + 1) * size));
  let result: Result;
  const results = (): [string, Float64Array][] => [
    ['score', result.score],
    ['rank', result.rank],
  ];
  if (way === 'full') {
    const sales = rowsBetween(0, first + size);
    return { work: () => void (result = run(model, { sales })), results, versions: {} };
  }
  const live = liveRating(model, { sales: rowsBetween(0, first) });
  // Measured for the first time here, not in the rounds.
  result = live.result();
  let updates = 0;
  return {
    work() {
      live.update({ sales: batches[updates++ % batches.length] });
      result = live.result();
    },
    results,
    versions: {},
  };

  /** Rows as a file of their own gives them: with the words that they use. */
  function rowsBetween(from: number, to: number): Table {
    const text = (name: string): Column =>
      textColumn(Array.from(codes(input, name).subarray(from, to), code => String(code).padStart(8, '0')));
    const columns = new Map<string, Column>([
      ['brand', text('brand')],
      ['category', text('category')],
      ['merchant', text('merchant')],
      ['date', { type: 'date', days: days(input, 'day').slice(from, to) }],
      ['units', { type: 'number', values: doubles(input, 'units').slice(from, to) }],
      ['revenue', { type: 'number', values: doubles(input, 'revenue').slice(from, to) }],
    ]);
    return { rows: to - from, columns };
  }
});
