import { Command } from 'commander';
import { throwFaults } from '../errors/ratingError.ts';
import { check } from '../model/check.ts';
import { requestsOf } from '../model/requests.ts';
import { answer, say } from './talk.ts';
import { TABLES, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';
import { counted } from './text.ts';

/** `brandrank check`: the faults of a model, and of tables under it; nothing is written. */
export function checkCommand(): Command {
  const command = withTalk(withTables(new Command('check').description('find the faults of a model, and of tables under it; writes nothing').requiredOption('--model <file>', 'the model document')));
  return command.addHelpText('after', EXAMPLES).action(async (options: TableOptions & TalkOptions & { model: string }) => {
    const model = readModel(options.model);
    if (TABLES.every(name => options[name] === undefined)) {
      const needs = Object.fromEntries(Object.entries(requestsOf(model)).map(([table, columns]) => [table, columns.map(({ name, type }) => ({ name, type }))]));
      say([`the model has no faults; it reads ${TABLES.slice(0, 2).map(table => `${table}: ${needs[table].map(({ name }) => name).join(', ')}`).join('; ')}`], options);
      return answer({ ok: true, needs }, options);
    }
    const { tables, rejects, inputs } = await readTables(model, options, options.quiet ?? options.json ?? false);
    throwFaults(check(model, tables));
    const lines = inputs.map(({ table, name, rows }) => `${table}: ${counted(rows.read, 'row')} of ${name}, ${counted(rows.rejected, 'row')} cannot be used`);
    const shown = rejects.slice(0, 10).map(({ file, line, column, value, reason }) => `  ${file} line ${line}, ${column} ${JSON.stringify(value)}: ${reason}`);
    say(['no faults', ...lines, ...shown, ...(rejects.length > 10 ? [`  … and ${rejects.length - 10} more`] : [])], options);
    return answer({ ok: true, inputs, rejects }, options);
  });
}

const EXAMPLES = `
Examples:
  $ brandrank check --model model.json
  $ brandrank check --model model.json --sales sales.csv --metrics metrics.csv`;
