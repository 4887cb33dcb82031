import { Command, Option } from 'commander';
import { dialects, modelSql } from '../sql/modelSql.ts';
import type { ModelDialect } from '../sql/modelDialect.ts';
import { readModel } from './readDocument.ts';

interface SqlOptions {
  readonly model: string;
  readonly dialect: string;
}

/** `brandrank sql`: the model as one SQL statement, on standard output. */
export function sqlCommand(): Command {
  return new Command('sql')
    .description('print the model as one SQL statement')
    .requiredOption('--model <file>', 'the model document')
    .addOption(new Option('--dialect <name>', 'the engine').choices(dialects.map(({ name }) => name)).default('duckdb'))
    .addHelpText('after', EXAMPLES)
    .action(({ model, dialect }: SqlOptions) => {
      // The option takes the names of the dialects only.
      const engine = dialects.find(({ name }) => name === dialect) as ModelDialect;
      process.stdout.write(`${modelSql(readModel(model), engine)}\n`);
    });
}

const EXAMPLES = `
The statement reads tables named sales, metrics, brands, merchants and categories.

Example:
  $ brandrank sql --model model.json --dialect duckdb > model.sql`;
