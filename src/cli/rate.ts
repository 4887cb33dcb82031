import { Command, Option } from 'commander';
import { checkSameUnits } from '../model/lastRelease.ts';
import type { LastRelease } from '../model/lastRelease.ts';
import type { ReleaseRecord } from '../release/record.ts';
import { apply, run } from '../model/run.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import { checkStandardInput, STANDARD, time, wholeNumber, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readModel } from './readDocument.ts';
import { readTables } from './readTables.ts';
import type { ReadTables } from './readTables.ts';
import { readAnchors, readRelease, writeRelease } from './releaseFiles.ts';
import type { Released } from './releaseFiles.ts';
import { ratingsText } from './releaseTexts.ts';
import { changeLines, rowLines, summaryLines } from './summary.ts';
import { answer, note, print, say } from './talk.ts';

interface RateOptions extends TableOptions, TalkOptions {
  readonly model: string;
  readonly out: string;
  readonly previous?: string;
  readonly created?: string;
  readonly anchors?: string;
  readonly raw?: boolean;
  readonly report?: boolean;
  readonly top: number;
}

type Rate = (model: Model, tables: ReadTables['tables'], last?: LastRelease) => Result;

/** `brandrank rate`: a model and its tables to a release. */
export function rateCommand(): Command {
  const rating = withOutputs(new Command('rate').description('rate every unit of the tables and write a release'));
  return rating.addHelpText('after', RATE_HELP).action((options: RateOptions, command: Command) => {
    checkStandardInput(options, command);
    return release(options, command, 'fitted', run);
  });
}

/** `brandrank apply`: the same against the anchors of an earlier release. */
export function applyCommand(): Command {
  const applying = withOutputs(
    new Command('apply').description('score tables against the anchors of an earlier release; nobody else moves'),
  );
  return applying
    .requiredOption('--anchors <file>', 'anchors.json of a release')
    .addHelpText('after', APPLY_HELP)
    .action((options: RateOptions & { readonly anchors: string }, command: Command) => {
      checkStandardInput(options, command);
      const anchors = readAnchors(options.anchors);
      return release(options, command, 'frozen', (model, tables, last) => apply(model, anchors, tables, last));
    });
}

function withOutputs(command: Command): Command {
  const withModel = command
    .requiredOption('--model <file>', 'the model document')
    .requiredOption('--out <folder>', 'where the release is written; - prints the ratings and writes nothing');
  return withTalk(withTables(withModel))
    .option('--previous <folder>', 'the last release: grades and the list are held against it, as the model says')
    .addOption(
      new Option(
        '--created <time>',
        'when it is released, such as 2026-11-22T10:00:00Z; not told when left out',
      ).argParser(time),
    )
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option(
      '--report',
      'also write report.html, one page for people: the model, the leaders, and why each unit is where it is',
    )
    .option('--top <n>', 'how many units of each peers group to print', wholeNumber, 3);
}

async function release(
  options: RateOptions,
  command: Command,
  anchors: ReleaseRecord['anchors'],
  rate: Rate,
): Promise<void> {
  if (options.report && options.out === STANDARD)
    command.error("error: option '--report' needs a folder; --out - prints the ratings and writes nothing");
  const model = readModel(options.model);
  const last = options.previous === undefined ? undefined : await lastRelease(options.previous, model);
  const read = await readTables(model, options, options.quiet ?? options.json ?? false);
  const result = rate(model, read.tables, last);
  if (options.out === STANDARD) {
    note(rowLines(read, result, 'brandrank check says why').losses, options);
    return print(ratingsText(result, options));
  }
  const { created } = options;
  const previous = last?.record.sha256;
  const record = writeRelease(options.out, result, read, options, { anchors, created, previous });
  const { read: inputs, losses } = rowLines(read, result, 'rejects.csv says why');
  const lines = [...summaryLines(result, options.top), '', ...inputs, ...losses, ...changeLines(result)];
  say([...lines, `written to ${options.out}`], options);
  answer({ ok: true, out: options.out, ...record }, options);
}

/** The last release, when it rates the units that the model rates. */
async function lastRelease(folder: string, model: Model): Promise<Released> {
  const released = await readRelease(folder);
  checkSameUnits(released, model.rate, ['--previous']);
  return released;
}

const OUTPUTS = `
The folder gets ratings.csv, indicators.csv, changes.csv (values filled in or treated as outliers), rejects.csv, anchors.json and, last,
release.json. With --json the answer is
{ "ok": true, "out": folder, … } and all that release.json holds; with --out - --json it is ratings.csv as an array of objects.
What goes wrong is { "ok": false, "faults": [{ "code", "path", "message" }] }. Exit code 0: done, 1: bad data or model, 2: bad usage.
`;

const RATE_HELP = `${OUTPUTS}
Examples:
  $ brandrank rate --model model.json --sales sales.csv.gz --metrics metrics.csv --out release-09
  $ brandrank rate --model model.json --sales sales.csv --previous release-08 --created 2026-09-30T18:00:00Z --out release-09
  $ zcat sales.ndjson.gz | brandrank rate --model model.json --sales - --format ndjson --out release-09 --json
  $ brandrank rate --model model.json --sales sales.parquet --out - | head`;

const APPLY_HELP = `${OUTPUTS}
Examples:
  $ brandrank apply --model model.json --anchors release-08/anchors.json --sales september.csv --out september
  $ brandrank apply --model model.json --anchors release-08/anchors.json --sales newcomer.csv --out - --json`;
