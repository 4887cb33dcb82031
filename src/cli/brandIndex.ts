import { Command } from 'commander';
import { parseModel } from '../model/parseModel.ts';
import type { Model } from '../model/spec.ts';
import { brandIndex } from '../release/brandIndex.ts';
import type { BrandIndex, IndexPoint } from '../release/brandIndex.ts';
import { plainRows } from '../release/outputs.ts';
import type { NamedColumn } from '../release/outputs.ts';
import { pickRows } from '../model/sources.ts';
import { textColumn } from '../table/text.ts';
import { indexLines } from './indexLines.ts';
import { STANDARD, wholeNumber, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readComparable } from './readComparable.ts';
import { readTables } from './readTables.ts';
import { answer, say } from './talk.ts';
import { writeTable } from './writeTable.ts';

interface IndexOptions extends TableOptions, TalkOptions {
  readonly spend: string;
  readonly by: string[];
  readonly acrossModels?: boolean;
  readonly out?: string;
  readonly raw?: boolean;
  readonly top: number;
}

/** `brandrank index`: how good the brands are that people buy, release by release. */
export function indexCommand(): Command {
  const command = new Command('index')
    .description('an index of what is bought: the mean score weighted by spend, release by release, and why it changed')
    .argument('<releases...>', 'the folders of the releases, in any order')
    .requiredOption('--spend <column>', 'what was spent: a number column of the sales, such as revenue')
    .option('--by <column...>', 'part the market by columns, such as category or region', [])
    .option('--across-models', 'take releases of different models all the same')
    .option('--out <file>', 'write one row a release and segment as CSV; - prints it instead')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many segments to print', wholeNumber, 20);
  return withTalk(withTables(command))
    .addHelpText('after', HELP)
    .action(async (folders: string[], options: IndexOptions, self: Command) => {
      if (options.sales === undefined) self.error("error: required option '--sales <file>' not specified");
      await makeIndex(folders, options);
    });
}

async function makeIndex(folders: readonly string[], options: IndexOptions): Promise<void> {
  const isQuiet = options.quiet ?? options.json ?? false;
  const releases = await readComparable(folders, isQuiet);
  const { spend, by, acrossModels = false } = options;
  const { tables } = await readTables(readingModel(releases[releases.length - 1].model, spend, by), options, isQuiet);
  const parted = brandIndex(releases, tables, { spend, by, acrossModels });
  const whole = by.length === 0 ? parted : brandIndex(releases, tables, { spend, acrossModels });
  const columns = indexColumns(parted);
  if (options.out !== undefined) await writeTable(options.out, columns, options);
  if (options.out === STANDARD) return;
  const written = options.out === undefined ? [] : ['', `every release and segment is in ${options.out}`];
  say([...indexLines(whole, by.length === 0 ? null : parted, options.top), ...written], options);
  answer(
    {
      ok: true,
      spend,
      by,
      whole: plainRows(indexColumns(whole)),
      ...(by.length === 0 ? {} : { segments: plainRows(columns) }),
    },
    options,
  );
}

/** A model that asks the readers for the columns of an index, and for those of the rows that the releases' model uses. */
function readingModel({ rate, columns, sales }: Model, spend: string, by: readonly string[]): Model {
  const indicators = [
    { id: '_spend', formula: `sum(column(${JSON.stringify(spend)}))` },
    ...by.map((name, at) => ({ id: `_by${at}`, formula: `distinct(column(${JSON.stringify(name)}))` })),
  ];
  return parseModel({
    version: 1,
    name: 'index',
    rate,
    columns,
    sales,
    indicators,
    index: { id: '_index', of: indicators.map(({ id }) => ({ id })) },
  });
}

/** One row a release and segment. */
function indexColumns({ segments, points }: BrandIndex): NamedColumn[] {
  const rows = Int32Array.from({ length: segments.count * points.length }, (_, row) => row % segments.count);
  const number = (name: string, of: (point: IndexPoint) => Float64Array): NamedColumn => ({
    name,
    column: { type: 'number', values: Float64Array.from(points.flatMap(point => [...of(point)])) },
  });
  return [
    { name: 'period_end', column: textColumn(points.flatMap(({ end }) => Array<string>(segments.count).fill(end))) },
    ...segments.keys.map(({ name, column }) => ({ name, column: pickRows(column, rows) })),
    number('index', point => point.index),
    number('mix', point => point.mix),
    number('scores', point => point.scores),
    number('power', point => point.power),
    number('mean_score', point => point.score),
    number('spend', point => point.spend),
    number('covered', point => point.covered),
  ];
}

const HELP = `
mean_score is Σ spend · score / Σ spend over the ranked units that were bought in the period of a release; index is the same with the first release as 100, and power
is Σ spend · score with the first release as 100. Its change since the release before is mix (spend went to other brands) plus scores (brands have
other scores), each at the mean of both releases (Bennet). covered is the share of spend on units that are ranked.
With --json the answer is { "ok": true, "spend", "by", "whole", "segments" }, and { "ok": false, "faults": [{ "code", "path", "message" }] } when
something is wrong; what is missing is null.

Examples:
  $ brandrank index release-* --sales sales.csv.gz --spend revenue
  $ brandrank index release-* --sales sales.csv.gz --spend revenue --by category --out index.csv
  $ brandrank index release-* --sales sales.csv.gz --merchants merchants.csv --spend revenue --by region --json`;
