import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { modelJsonSchema } from './src/model/jsonSchema.ts';

/**
 * What keeps more of mathjs in a bundle than its parser of one formula: three factories that it does not call pure, as it does
 * all others, a helper for old engines, and what reads lists of formulas, which nobody gives it.
 */
const leanMathjs: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'lean-mathjs',
  setup(build) {
    build.onLoad({ filter: /mathjs.lib.esm.factoriesNumber\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        '= createNumberFactory(',
        '= /* #__PURE__ */ createNumberFactory(',
      ),
    }));
    build.onLoad({ filter: /mathjs.lib.esm.expression.parse\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^import \{ deepMap \} .*$/m, 'const deepMap = null;'),
    }));
    build.onLoad({ filter: /@babel.runtime.helpers.(esm.)?extends\.js$/ }, () => ({
      contents: 'export default Object.assign;',
    }));
  },
};

const common = {
  splitting: true,
  target: 'node20' as const,
  // Of these only parts are used: bundled, they are small and load at once (zod alone takes 80 ms from its many files).
  noExternal: ['mathjs', 'zod', 'date-fns', 'simple-statistics'],
  esbuildPlugins: [leanMathjs],
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
