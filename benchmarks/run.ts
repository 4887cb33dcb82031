// Runs the benchmarks: node benchmarks/run.ts [--only name] [--rounds n] [--large] [--json file] [--markdown file]
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Places } from './harness/contender.ts';
import { machine } from './harness/machine.ts';
import { measure } from './harness/measure.ts';
import { rowsOf, tableText, type Row } from './harness/table.ts';
import { bundleRows } from './workloads/import.ts';
import { workloads } from './workloads/index.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    large: { type: 'boolean', default: false },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});
const home = process.env.BRANDRANK_BENCH_HOME ?? join(tmpdir(), 'brandrank-bench');
const places: Places = {
  python: join(home, 'venv/bin/python'),
  modules: join(home, 'node'),
  inputs: join(home, 'inputs'),
};
mkdirSync(places.inputs, { recursive: true });

const rows: Row[] = [];
for (const workload of workloads({ large: options.large, data: process.env.BRANDRANK_DATA })) {
  if (options.only && !`${workload.name} ${workload.size}`.startsWith(options.only)) continue;
  rows.push(...rowsOf(workload, await measure(workload, Math.max(5, Number(options.rounds)), places, say)));
}
const isBundleAsked = !options.only || 'bundle'.startsWith(options.only);
if (isBundleAsked) rows.push(...bundleRows());
say('');
const facts = machine(rows);
console.log(tableText(rows, facts));
if (options.markdown) writeFileSync(options.markdown, tableText(rows, facts, true));
if (options.json) writeFileSync(options.json, `${JSON.stringify({ ...facts, rows }, null, 2)}\n`);

function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
