import { basename, dirname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { calibrate } from '../calibrate/calibrate.ts';
import type { Calibration } from '../calibrate/calibrate.ts';
import { calibratedDocument } from '../calibrate/calibratedDocument.ts';
import { objectiveOf } from '../calibrate/objective.ts';
import { measuring } from '../calibrate/salesValues.ts';
import { parseBounds } from '../calibrate/spec.ts';
import type { CalibrationDocument } from '../calibrate/spec.ts';
import { parseStudyModel } from '../model/market/parseStudyModel.ts';
import type { Model, ModelDocument } from '../model/spec.ts';
import { CALIBRATE_HELP } from './calibrateHelp.ts';
import { calibrationLines } from './calibrationLines.ts';
import { checkStandardInput, formatOf, STANDARD, TABLES, wholeNumber, withTables, withTalk } from './options.ts';
import type { TableOptions, TalkOptions } from './options.ts';
import { readOutcomes } from './readOutcomes.ts';
import { readDocument } from './readDocument.ts';
import { readTables } from './readTables.ts';
import { workProgress } from './progress.ts';
import { answer, say } from './talk.ts';
import { shown } from './text.ts';
import { writeWhole } from './writeWhole.ts';

interface CalibrateOptions extends TableOptions, TalkOptions {
  readonly model: string;
  readonly outcome: string;
  readonly out?: string;
  readonly cuts?: number | string[];
  readonly days?: number;
  readonly objective: string;
  readonly bounds?: string;
  readonly penalty?: number;
  readonly across?: 'groups' | 'units';
  readonly lessIsBetter?: boolean;
  readonly salesRank?: string;
  readonly drawBy?: 'groups' | 'units' | 'cuts';
  readonly replicates?: number;
  readonly confidence?: number;
  readonly seed?: number;
}

/** `brandrank calibrate`: fits the weights of a model to outcomes, and says whether they are better than the granted ones. */
export function calibrateCommand(): Command {
  const command = new Command('calibrate')
    .description('fit the weights of a model to what came out, and test them walking forward in time')
    .requiredOption('--model <file>', 'the model document')
    .requiredOption(
      '--outcome <formula or file>',
      'what came out: a formula over the sales after each cut date, or a file of outcomes',
    )
    .addOption(new Option('--cuts <days>', 'cut dates as YYYY-MM-DD,YYYY-MM-DD, or how many').argParser(cutDates))
    .addOption(
      new Option(
        '--days <n>',
        'how many days after a cut date its outcome is complete; period.days of the model when left out',
      ).argParser(wholeNumber),
    )
    .addOption(
      new Option('--objective <name>', 'ndcg@K, kendall, spearman, pearson, squared-error or pairwise-logistic')
        .argParser(objectiveName)
        .default('ndcg@10'),
    )
    .option('--bounds <file>', 'least and greatest weights, and relations between weights')
    .addOption(
      new Option('--penalty <n>', 'what leaving the granted weights costs (default: 0.01)').argParser(positiveNumber),
    )
    .addOption(
      new Option('--across <what>', 'what counts alike in means over peers groups (default: groups)').choices([
        'groups',
        'units',
      ]),
    )
    .option('--less-is-better', 'of two outcomes the lesser is better, such as a place in an order')
    .option(
      '--sales-rank <formula>',
      'the sales by which units are put in order for comparison; the outcome when left out',
    )
    .addOption(
      new Option(
        '--draw-by <what>',
        'what the bootstrap draws (default: groups where there are 20 or more, else units)',
      ).choices(['groups', 'units', 'cuts']),
    )
    .addOption(new Option('--replicates <n>', 'replicates of the bootstrap (default: 1000)').argParser(wholeNumber))
    .addOption(new Option('--confidence <share>', 'of the intervals (default: 0.95)').argParser(positiveNumber))
    .addOption(new Option('--seed <n>', 'of the bootstrap (default: 1)').argParser(wholeNumber))
    .option('--out <file>', 'where the model document with the fitted weights is written');
  return withTalk(withTables(command)).addHelpText('after', CALIBRATE_HELP).action(calibrateModel);
}

async function calibrateModel(options: CalibrateOptions, command: Command): Promise<void> {
  checkInput(options, command);
  // The document is checked before it is used.
  const document = readDocument(options.model) as ModelDocument;
  const model = parseStudyModel(document);
  const isFile = formatOf(options.outcome) !== undefined;
  const request = requestOf(options, isFile);
  const formulas = [
    ...(isFile ? [] : [{ text: options.outcome, path: ['outcome', 'formula'] }]),
    ...(options.salesRank === undefined ? [] : [{ text: options.salesRank, path: ['sales'] }]),
  ];
  const isQuiet = options.quiet ?? options.json ?? false;
  const { tables } = await readTables(alsoReading(model, formulas), options, isQuiet);
  const outcomes = isFile ? { outcomes: await readOutcomes(model, options.outcome, options) } : {};
  const progress = workProgress('calibrate', isQuiet);
  let calibration: Calibration;
  try {
    calibration = calibrate(model, { ...tables, ...outcomes }, request, progress.onProgress);
  } finally {
    progress.stop();
  }
  const fitted = calibratedDocument(document, calibration);
  if (options.out !== undefined) {
    const text = [`${JSON.stringify(fitted, null, 2)}\n`];
    writeWhole(dirname(options.out), put => put({ name: basename(options.out ?? ''), text }));
  }
  say(calibrationLines(calibration, model.name, outcomeName(options, isFile)), options);
  if (options.out !== undefined)
    say(['', `the model with the fitted weights is written to ${shown(options.out, 200)}`], options);
  answer(
    { ok: true, ...(options.out === undefined ? {} : { out: options.out }), ...calibration, model: fitted },
    options,
  );
}

function checkInput(options: CalibrateOptions, command: Command): void {
  checkStandardInput(options, command);
  if (TABLES.every(name => options[name] === undefined))
    command.error('error: a calibration needs tables, such as --sales sales.csv');
  if (options.out === STANDARD) command.error('error: --out is a file; with --json the model stands in the answer');
}

function requestOf(options: CalibrateOptions, isFile: boolean): CalibrationDocument {
  const { cuts, days, objective, bounds, penalty, across, salesRank, drawBy, replicates, confidence, seed } = options;
  return {
    objective,
    outcome: {
      ...(isFile ? {} : { formula: options.outcome }),
      ...(days === undefined ? {} : { days }),
      direction: options.lessIsBetter ? 'cost' : 'benefit',
    },
    ...(cuts === undefined ? {} : { cuts }),
    ...(bounds === undefined ? {} : { bounds: parseBounds(readDocument(bounds)) }),
    ...(penalty === undefined ? {} : { penalty }),
    ...(across === undefined ? {} : { across }),
    ...(salesRank === undefined ? {} : { sales: salesRank }),
    bootstrap: {
      ...(drawBy === undefined ? {} : { by: drawBy }),
      ...(replicates === undefined ? {} : { replicates }),
      ...(confidence === undefined ? {} : { confidence }),
    },
    ...(seed === undefined ? {} : { seed }),
  };
}

/** The model with indicators for more formulas, so that the columns they need are read too. */
function alsoReading(
  model: Model,
  formulas: readonly { readonly text: string; readonly path: readonly string[] }[],
): Model {
  const more = formulas.flatMap(({ text, path }) => measuring(model, text, path).model.indicators);
  return { ...model, indicators: [...model.indicators, ...more] };
}

function outcomeName({ outcome }: CalibrateOptions, isFile: boolean): string {
  return isFile ? basename(outcome) : outcome;
}

function cutDates(text: string): number | string[] {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const days = text.split(',').map(day => day.trim());
  if (days.every(day => /^\d{4}-\d{2}-\d{2}$/.test(day))) return days;
  throw new InvalidArgumentError('It is a number of cut dates, or dates such as 2018-03-31,2018-06-30.');
}

function objectiveName(text: string): string {
  if (objectiveOf(text)) return text;
  throw new InvalidArgumentError(
    'It is ndcg@10 or another depth, kendall, spearman, pearson, squared-error or pairwise-logistic.',
  );
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number < Infinity))
    throw new InvalidArgumentError('It is a number, 0 or more.');
  return number;
}
