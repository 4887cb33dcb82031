// The bootstrap of brandrank, from tables in memory to intervals: the model is run again for every replicate.
import { resampled } from '../../src/audit/sure/replicates.ts';
import { bootstrap, type Bootstrap } from '../../src/audit/sure/bootstrap.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { table } from '../../src/table/table.ts';
import { codes, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';
import { REPLICATES } from '../workloads/bootstrap.ts';

await serve(folder => {
  const columns = readColumns(folder);
  const text = (name: string) => {
    const own = codes(columns, name);
    const count = own.reduce((most, code) => Math.max(most, code), 0) + 1;
    return { type: 'text' as const, codes: own, words: Array.from({ length: count }, (_, code) => String(code).padStart(6, '0')) }; // prettier-ignore
  };
  const revenue = doubles(columns, 'revenue');
  const sales = table([
    ['date', { type: 'date', days: new Int32Array(revenue.length).fill(17_774) }],
    ['merchant', text('merchant')],
    ['brand', text('brand')],
    ['units', doubles(columns, 'units')],
    ['revenue', revenue],
  ]);
  const model = parseModel({
    version: 1,
    name: 'bench',
    rate: { unit: ['brand'], within: [] },
    period: { days: 1 },
    indicators: [
      { id: 'revenue', formula: 'sum(revenue)' },
      { id: 'units', formula: 'sum(units)' },
      { id: 'orders', formula: 'count()' },
    ],
    normalize: { method: 'min-max', to: [0, 100] },
    index: { id: 'power', of: ['revenue', 'units', 'orders'].map((id, at) => ({ id, weight: 3 - at })) },
  });
  let found: Bootstrap;
  return {
    work() {
      found = bootstrap(model, { sales }, { by: 'merchant', replicates: REPLICATES, seed: 1 });
    },
    // What both compute whatever is drawn: the replicate in which every merchant counts once.
    results() {
      const { score } = resampled(model, { sales }, 'merchant').rate(new Float64Array(found.blocks).fill(1)).scored;
      return [['score', score]];
    },
    versions: {},
  };
});
