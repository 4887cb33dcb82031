import { Command, Option } from 'commander';
import type { ModelDialect } from '../sql/modelDialect.ts';
import { dialects, modelSql } from '../sql/modelSql.ts';
import { TABLES, withTables } from './options.ts';
import type { TableOptions } from './options.ts';
import { readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';

interface SqlOptions extends TableOptions {
  readonly model: string;
  readonly dialect: string;
}

/** `brandrank sql`: the model as one SQL statement, on standard output. */
export function sqlCommand(): Command {
  const command = new Command('sql')
    .description('print the model as one SQL statement')
    .requiredOption('--model <file>', 'the model document')
    .addOption(
      new Option('--dialect <name>', 'the engine').choices(dialects.map(({ name }) => name)).default('duckdb'),
    );
  return withTables(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: SqlOptions) => {
      const model = readModel(options.model);
      // The option takes the names of the dialects only.
      const engine = dialects.find(({ name }) => name === options.dialect) as ModelDialect;
      const isGiven = TABLES.some(name => options[name] !== undefined);
      const tables = isGiven ? { tables: (await readTables(model, options, true)).tables } : {};
      process.stdout.write(`${modelSql(model, engine, tables)}\n`);
    });
}

const EXAMPLES = `
The statement reads tables named sales, metrics, brands, merchants and categories. Files, when given, tell which columns those
tables have; without them a column stands in an attribute table, and metrics have a date, only where the model's columns say so.

Examples:
  $ brandrank sql --model model.json --dialect duckdb > model.sql
  $ brandrank sql --model model.json --sales sales.csv --metrics metrics.csv > model.sql`;
