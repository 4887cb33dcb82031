import { Command } from 'commander';
import { RatingError } from '../errors/ratingError.ts';
import { anchorsFromJson } from '../model/anchorsJson.ts';
import { apply, run } from '../model/run.ts';
import type { LastGrades } from '../model/run.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import { gradesOf } from '../release/readBack.ts';
import { answer, say } from './talk.ts';
import { withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readDocument, readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';
import type { ReadTables } from './readTables.ts';
import { readRelease, writeRelease } from './releaseFiles.ts';
import { summaryLines } from './summary.ts';
import { counted } from './text.ts';

interface RateOptions extends TableOptions, TalkOptions {
  readonly model: string;
  readonly out: string;
  readonly previous?: string;
  readonly anchors?: string;
  readonly raw?: boolean;
  readonly top: string;
}

/** `brandrank rate`: a model and its tables to a release. */
export function rateCommand(): Command {
  const command = withOutputs(new Command('rate').description('rate every unit of the tables and write a release'))
    .option('--previous <folder>', 'the last release: grades are held within the buffer of the model')
    .addHelpText('after', RATE_EXAMPLES);
  return command.action((options: RateOptions) => release(options, (model, tables, last) => run(model, tables, last)));
}

/** `brandrank apply`: the same against the anchors of an earlier release. */
export function applyCommand(): Command {
  const command = withOutputs(new Command('apply').description('score tables against the anchors of an earlier release; nobody else moves'))
    .requiredOption('--anchors <file>', 'anchors.json of a release')
    .addHelpText('after', APPLY_EXAMPLES);
  return command.action((options: RateOptions & { anchors: string }) => {
    const anchors = anchorsFromJson(readDocument(options.anchors));
    return release(options, (model, tables, last) => apply(model, anchors, tables, last));
  });
}

function withOutputs(command: Command): Command {
  const withModel = command.requiredOption('--model <file>', 'the model document').requiredOption('--out <folder>', 'where the release is written');
  return withTalk(withTables(withModel))
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many units of each peers group to print', '3');
}

async function release(options: RateOptions, rate: (model: Model, tables: ReadTables['tables'], last?: LastGrades) => Result): Promise<void> {
  const top = Number(options.top);
  if (!Number.isInteger(top) || top < 0) throw new RatingError('invalid_argument', ['--top'], `is a whole number, 0 or more, not ${options.top}`);
  const model = readModel(options.model);
  const last = options.previous === undefined ? undefined : await lastGrades(options.previous, model);
  const read = await readTables(model, options, options.quiet ?? options.json ?? false);
  const result = rate(model, read.tables, last);
  const record = writeRelease(options.out, result, read, options.raw ?? false);
  say([...summaryLines(result, top), '', ...rowLines(read, result), `written to ${options.out}`], options);
  answer({ ok: true, out: options.out, ...record }, options);
}

/** Grades of the last release, found by the key of each unit. */
async function lastGrades(folder: string, model: Model): Promise<LastGrades> {
  const released = await readRelease(folder);
  const names = model.grade?.grades ?? [];
  return ({ units }) => gradesOf(released, names, units.keys);
}

function rowLines({ inputs }: ReadTables, result: Result): string[] {
  const filtered = result.rows.sales.filtered;
  const lines = inputs.map(({ table, name, rows }) => {
    const rejected = rows.rejected === 0 ? '' : `, ${counted(rows.rejected, 'row')} cannot be used (rejects.csv says why)`;
    return `${table}: ${counted(rows.read, 'row')} of ${name}${rejected}`;
  });
  const unusable = result.rejects.length === 0 ? [] : [`${counted(result.rejects.length, 'row')} without a date or key (rejects.csv)`];
  const strangers = result.strangers.length === 0 ? [] : [`${counted(result.strangers.length, 'unit')} without a score: the anchors do not know their peers`];
  return [...lines, ...unusable, ...strangers, ...(filtered === 0 ? [] : [`${counted(filtered, 'row')} left out by "where"`])];
}

const RATE_EXAMPLES = `
Examples:
  $ brandrank rate --model model.json --sales sales.csv.gz --metrics metrics.csv --out release-09
  $ brandrank rate --model model.json --sales sales.csv --previous release-08 --out release-09
  $ zcat sales.ndjson.gz | brandrank rate --model model.json --sales - --format ndjson --out release-09 --json`;

const APPLY_EXAMPLES = `
Example:
  $ brandrank apply --model model.json --anchors release-08/anchors.json --sales september.csv --out september`;
