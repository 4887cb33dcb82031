// A CSV file to typed columns in brandrank.
import { join } from 'node:path';
import { readCsv } from '../../src/csv/readCsv.ts';
import { serve } from '../harness/serve.ts';

const columns = [
  { name: 'date', type: 'date' },
  { name: 'merchant', type: 'text' },
  { name: 'brand', type: 'text' },
  { name: 'category', type: 'text' },
  { name: 'units', type: 'number' },
  { name: 'revenue', type: 'number' },
] as const;

await serve(folder => {
  let rows = 0;
  return {
    async work() {
      const { table } = await readCsv(join(folder, 'sales.csv'), { columns });
      rows = table.rows;
    },
    results: () => [['rows', Float64Array.of(rows)]],
    versions: {},
  };
});
