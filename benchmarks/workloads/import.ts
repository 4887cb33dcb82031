// What the core door costs a service or a page before it does anything: the time of its import, the size of its bundle.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Row } from '../harness/table.ts';
import type { Workload } from '../harness/workload.ts';

const home = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MOST_BYTES = 75_000;

const door = join(home, 'dist/index.js');

/** The package as `npm run build` makes it, imported by a Node that then ends. */
export const imported: Workload = {
  name: 'import',
  size: 'core door',
  contenders: [
    {
      name: 'brandrank',
      command: ['node', 'ours/start.ts', 'INPUT', door],
      ...(existsSync(door) ? {} : { lack: 'not built' }),
    },
    // The import on top takes no longer than the start itself.
    { name: 'Node alone', command: ['node', 'ours/start.ts', 'INPUT'], goal: 1 / 2 },
  ],
  make: () => undefined,
};

/** The core door bundled for a browser with everything that it needs, as a line of the table; none where it is not built. */
export function bundleRows(): Row[] {
  if (!existsSync(door)) return [];
  const words = [
    door,
    '--bundle',
    '--minify',
    '--format=esm',
    '--platform=browser',
    '--target=es2022',
    '--log-level=error',
  ];
  const bundle = execFileSync(join(home, 'node_modules/.bin/esbuild'), words, {
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const bytes = gzipSync(bundle, { level: 9 }).length;
  const row: Row = {
    workload: 'bundle',
    size: `${(bytes / 1000).toFixed(1)} KB`,
    contender: 'brandrank, minified and gzipped',
    median: NaN,
    best: NaN,
    seconds: [],
    goal: `below ${MOST_BYTES / 1000} KB`,
    reached: bytes < MOST_BYTES ? 'yes' : 'NO',
    peak: null,
    versions: {},
  };
  return [row];
}
