import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { defineConfig, type Options } from 'tsup';
import { modelJsonSchema } from './src/model/jsonSchema.ts';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * What keeps more of the libraries in a bundle than is used. Of mathjs, its parser of one formula: three factories that it does not
 * call pure, as it does all others, a helper for old engines, what reads lists of formulas, which nobody gives it, and the check
 * that its parser is given its parts. Of simple-statistics, two functions: in its one built file stand tables that it fills when it
 * is loaded.
 */
const leanLibraries: Plugin = {
  name: 'lean-libraries',
  setup(build) {
    build.onResolve({ filter: /^simple-statistics$/ }, ({ path, resolveDir }) => ({
      path: join(dirname(createRequire(join(resolveDir, 'from')).resolve(`${path}/package.json`)), 'index.js'),
      sideEffects: false,
    }));
    build.onLoad({ filter: /mathjs.lib.esm.factoriesNumber\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        '= createNumberFactory(',
        '= /* #__PURE__ */ createNumberFactory(',
      ),
    }));
    build.onLoad({ filter: /mathjs.lib.esm.expression.parse\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^import \{ deepMap \} .*$/m, 'const deepMap = null;'),
    }));
    build.onLoad({ filter: /mathjs.lib.esm.utils.factory\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^ *assertDependencies\(.*\);$/m, ''),
    }));
    build.onLoad({ filter: /@babel.runtime.helpers.(esm.)?extends\.js$/ }, () => ({
      contents: 'export default Object.assign;',
    }));
  },
};

/**
 * What the core door loads is one large file and a few small ones, which doors that do not stand on it share: many take longer. The
 * doors that stand on it name it, or it would be cut into what each of them shares with it.
 */
const wholeCore: Plugin = {
  name: 'whole-core',
  setup(build) {
    const doors = /src.(?:sql|audit|live|order|release|calibrate|market)\.ts$/;
    build.onLoad({ filter: doors }, ({ path }) => ({
      contents: `import './index.ts';\n${readFileSync(path, 'utf8')}`,
      loader: 'ts',
    }));
  },
};

const common = {
  splitting: true,
  target: 'node20' as const,
  // Of these only parts are used: bundled, they are small and load at once (zod alone takes 80 ms from its many files).
  noExternal: ['mathjs', 'zod', 'date-fns', 'simple-statistics'],
  esbuildPlugins: [leanLibraries, wholeCore],
  esbuildOptions(options: BuildOptions, { format }: { format: string }) {
    // The core has no side effects: to name it adds nothing to a door.
    options.logOverride = { 'ignored-bare-import': 'silent' };
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
