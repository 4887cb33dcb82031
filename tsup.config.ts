import { writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { modelJsonSchema } from './src/model/jsonSchema.ts';

const common = {
  splitting: true,
  target: 'node20' as const,
  // Of these only parts are used: bundled, they are small and load at once (zod alone takes 80 ms from its many files).
  noExternal: ['mathjs', 'zod', 'date-fns', 'simple-statistics'],
};

export default defineConfig([
  {
    ...common,
    entry: {
      index: 'src/index.ts',
      csv: 'src/csv.ts',
      json: 'src/json.ts',
      duckdb: 'src/duckdb.ts',
      sql: 'src/sql.ts',
      ranking: 'src/ranking.ts',
      order: 'src/order.ts',
    },
    format: ['esm', 'cjs'],
    dts: true,
    clean: true,
    external: ['@duckdb/node-api'],
  },
  {
    ...common,
    entry: { cli: 'src/cli/main.ts' },
    format: ['esm'],
    external: ['@duckdb/node-api'],
    onSuccess() {
      writeFileSync('dist/model.schema.json', `${JSON.stringify(modelJsonSchema(), null, 2)}\n`);
      return Promise.resolve();
    },
  },
]);
