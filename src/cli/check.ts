import { Command } from 'commander';
import { healthFlags } from '../audit/healthFlags.ts';
import { modelHealth } from '../audit/modelHealth.ts';
import { needsOf } from '../model/needs.ts';
import { planOf } from '../model/plan.ts';
import { requestsOf } from '../model/requests.ts';
import type { RequestedColumn } from '../model/requests.ts';
import { run } from '../model/run.ts';
import { fileName } from '../model/sources.ts';
import type { TableName } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import type { Reject } from '../table/intake.ts';
import { healthLines } from './healthLines.ts';
import { checkStandardInput, TABLES, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';
import { rowLines } from './summary.ts';
import { answer, say } from './talk.ts';
import { counted, shown } from './text.ts';

type CheckOptions = TableOptions & TalkOptions & { readonly model: string; readonly health?: boolean };

const MOST_REJECTS = 10;

/** `brandrank check`: the faults of a model, and of tables under it; nothing is written. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('find the faults of a model, and of tables under it; writes nothing')
    .requiredOption('--model <file>', 'the model document')
    .option(
      '--health',
      'under tables, also how well the model is built: correlations, weights against importance, alpha',
    );
  return withTalk(withTables(command))
    .addHelpText('after', HELP)
    .action(async (options: CheckOptions, self: Command) => {
      checkStandardInput(options, self);
      const isAlone = TABLES.every(name => options[name] === undefined);
      if (options.health && isAlone) self.error('error: --health needs tables, such as --sales sales.csv');
      const model = readModel(options.model);
      if (isAlone) return checkModel(model, options);
      return checkTables(model, options);
    });
}

function checkModel(model: Model, options: CheckOptions): void {
  const needs = neededColumns(model);
  const lines = needs.map(
    ({ table, columns }) => `${table}: ${columns.map(({ name, type }) => `${shown(name)} (${type})`).join(', ')}`,
  );
  say(['no faults; the model reads', ...lines.map(line => `  ${line}`)], options);
  answer({ ok: true, needs: Object.fromEntries(needs.map(({ table, columns }) => [table, columns])) }, options);
}

async function checkTables(model: Model, options: CheckOptions): Promise<void> {
  const read = await readTables(model, options, options.quiet ?? options.json ?? false);
  // Some faults, such as two rows for one key, show only when units are rated.
  const result = run(model, read.tables);
  const { read: inputs, losses } = rowLines(read, result, 'the first stand below');
  const health = options.health ? modelHealth(result) : null;
  const flags = health ? healthFlags(health) : [];
  const lines = health ? ['', ...healthLines(health, flags)] : [];
  say(['no faults', ...inputs, ...losses, ...rejectLines(read.rejects), ...lines], options);
  const found = health && { ...health, flags };
  answer({ ok: true, inputs: read.inputs, rejects: read.rejects, ...(found && { health: forJson(found) }) }, options);
}

/** Typed arrays as arrays, which JSON would write as objects. */
function forJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (each instanceof Float64Array ? Array.from(each) : each)),
  );
}

/** The columns that a model names, by table; attributes may also stand in the brands, merchants or categories. */
function neededColumns(
  model: Model,
): { table: TableName; columns: { name: string; type: RequestedColumn['type'] }[] }[] {
  const plan = planOf(model);
  const needs = needsOf(plan);
  const isMeasured = plan.measures || plan.where !== null || plan.derive.length > 0;
  const hasMetrics = needs.some(({ from }) => from === 'metrics');
  const tables = (['sales', 'metrics'] as const).filter(table => (table === 'sales' ? isMeasured : hasMetrics));
  const requests = requestsOf(model);
  return tables.map(table => {
    const named = new Set(
      ['date', ...plan.keys, ...needs.map(({ name }) => name)].map(name => fileName(model, table, name)),
    );
    return {
      table,
      columns: requests[table].filter(({ name }) => named.has(name)).map(({ name, type }) => ({ name, type })),
    };
  });
}

function rejectLines(rejects: readonly (Reject & { readonly file: string })[]): string[] {
  const more = rejects.length - MOST_REJECTS;
  const lines = rejects.slice(0, MOST_REJECTS).map(({ file, line, column, value, reason }) => {
    const cell = column === '' ? '' : `, ${shown(column)} "${shown(value)}"`;
    return `  ${file} line ${line}${cell}: ${shown(reason, 200)}`;
  });
  return more > 0 ? [...lines, `  … and ${counted(more, 'row')} more`] : lines;
}

const HELP = `
With --json the answer is { "ok": true, "needs": columns by table } for a model alone, { "ok": true, "inputs", "rejects" } with tables,
with --health also "health": { "units", "indicators", "pairs", "nodes", "flags" }, and { "ok": false, "faults": [{ "code", "path", "message" }] } when there are faults. Exit code 0: no faults, 1: faults, 2: bad usage.

Examples:
  $ brandrank check --model model.json
  $ brandrank check --model model.json --sales sales.csv --metrics metrics.csv
  $ brandrank check --model model.json --sales sales.csv --health
  $ brandrank check --model model.json --json | jq -r '.faults[].message'`;
