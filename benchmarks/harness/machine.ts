import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Row } from './table.ts';

/** Where and when figures were taken. */
export interface Facts {
  readonly date: string;
  readonly command: string;
  readonly machine: string;
  readonly load: string;
  readonly versions: string;
}

const loadAtStart = loadavg();

/** The machine, its load at the start and now, and every version that the contenders told. */
export function machine(rows: readonly Row[]): Facts {
  const versions = new Map<string, string>([['node', process.version]]);
  for (const row of rows) for (const [name, version] of Object.entries(row.versions)) versions.set(name, version);
  const load = (averages: readonly number[]): string => averages.map(each => each.toFixed(2)).join(' ');
  return {
    date: new Date().toISOString().slice(0, 10),
    command: `npm run bench -- ${process.argv.slice(2).join(' ')}`.trim(),
    machine: `${type()} ${release()}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    load: `${load(loadAtStart)} at the start, ${load(loadavg())} at the end (1, 5, 15 minutes)`,
    versions: [...versions].map(([name, version]) => `${name} ${version}`).join(', '),
  };
}
