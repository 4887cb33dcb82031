import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { modelJsonSchema } from './src/model/jsonSchema.ts';

/** mathjs calls all but three of its factories pure, so that a bundle can leave out what the parser does not need: gamma and two more would stay. */
const pureFactories: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'pure-factories',
  setup(build) {
    build.onLoad({ filter: /mathjs.lib.esm.factoriesNumber\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        '= createNumberFactory(',
        '= /* #__PURE__ */ createNumberFactory(',
      ),
    }));
  },
};

const common = {
  splitting: true,
  target: 'node20' as const,
  // Of these only parts are used: bundled, they are small and load at once (zod alone takes 80 ms from its many files).
  noExternal: ['mathjs', 'zod', 'date-fns', 'simple-statistics'],
  esbuildPlugins: [pureFactories],
  esbuildOptions(options: { minifyWhitespace?: boolean; minifySyntax?: boolean }, { format }: { format: string }) {
    // Most of what an import takes is reading the text; names stay, so that a stack trace can be read. What turns it into
    // CommonJS cannot read fields of classes on one line.
    options.minifyWhitespace = options.minifySyntax = format === 'esm';
  },
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
      audit: 'src/audit.ts',
      live: 'src/live.ts',
      order: 'src/order.ts',
      release: 'src/release.ts',
      calibrate: 'src/calibrate.ts',
      market: 'src/market.ts',
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
