// What users run is JavaScript: reading TypeScript would take Node a hundred megabytes that are not the library's.
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const forCommonJs = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** A script with all it imports in one file; the path of that. */
export function bundled(script: string, inputs: string): string {
  const outfile = join(dirname(inputs), 'bundled', `${script.replace(/\W+/g, '_')}.mjs`);
  buildSync({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // As the package is built: constants are written where they are used.
    minifySyntax: true,
    banner: { js: forCommonJs },
    external: ['@duckdb/node-api'],
    logLevel: 'error',
  });
  return outfile;
}
