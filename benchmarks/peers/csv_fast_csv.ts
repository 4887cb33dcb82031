// The same file through fast-csv alone, which finds the cells and keeps nothing.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseFile } from 'fast-csv';
import { serve } from '../harness/serve.ts';

const require = createRequire(import.meta.url);

await serve(folder => {
  let rows = 0;
  return {
    async work() {
      rows = 0;
      await new Promise<void>((resolve, reject) => {
        parseFile<string[], string[]>(join(folder, 'sales.csv'))
          .on('error', reject)
          .on('data', () => rows++)
          .on('end', () => resolve());
      });
      // The header.
      rows--;
    },
    results: () => [['rows', Float64Array.of(rows)]],
    versions: { 'fast-csv': (require('fast-csv/package.json') as { version: string }).version },
  };
});
