// A CSV file to typed columns, against fast-csv alone, which we read through: what our checks, dates and dictionaries cost.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { random } from '../harness/random.ts';
import type { Workload } from '../harness/workload.ts';

const CHUNK = 10_000;

/** `memory`: the most that ours may take at its peak, in bytes. */
export function csv(rows: number, size: string, memory?: number): Workload {
  return {
    name: 'csv',
    size: `${size} rows`,
    contenders: [
      { name: 'brandrank', command: ['node', 'ours/csv.ts', 'INPUT'], ...(memory ? { memory } : {}) },
      { name: 'fast-csv alone', command: ['node', 'peers/csv_fast_csv.ts', 'INPUT'], goal: 1 / 1.3 },
    ],
    make(folder) {
      const next = random(rows);
      const file = openSync(join(folder, 'sales.csv'), 'w');
      writeSync(file, 'date,merchant,brand,category,units,revenue\n');
      for (let row = 0; row < rows; row += CHUNK) {
        writeSync(file, Array.from({ length: Math.min(CHUNK, rows - row) }, () => line(next)).join(''));
      }
      closeSync(file);
    },
  };
}

function line(next: () => number): string {
  const day = new Date(1.5e12 + 86_400_000 * Math.floor(730 * next())).toISOString().slice(0, 10);
  const brand = Math.floor(20_000 * next() ** 2);
  const units = 1 + Math.floor(20 * next() ** 3);
  const cents = Math.round(units * (100 + 5_000 * next()));
  return `${day},store ${Math.floor(2_000 * next())},"Brand ${brand}, Ltd",category ${brand % 300},${units},${cents / 100}\n`;
}
