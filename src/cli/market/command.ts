import { Command, InvalidArgumentError, Option } from 'commander';
import { RatingError } from '../../errors/ratingError.ts';
import { studyOf } from '../../market/study.ts';
import { studyRequests } from '../../model/market/requests.ts';
import { marketSettings } from '../../model/market/settings.ts';
import type { RequestedColumn } from '../../model/requests.ts';
import type { TableName } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import { checkStandardInput, TABLES, wholeNumber, withTables, withTalk } from '../options.ts';
import type { TableOptions, TalkOptions } from '../options.ts';
import { readModel } from '../readDocument.ts';
import { readTables } from '../readTables.ts';
import { answer, say } from '../talk.ts';
import type { Question } from './question.ts';
import { MARKET_QUESTIONS, MERCHANT_QUESTIONS } from './questions.ts';
import { answerLines } from './answerLines.ts';
import { writeStudy } from './studyFiles.ts';

interface StudyOptions extends TableOptions, TalkOptions {
  readonly model: string;
  readonly only?: readonly string[];
  readonly out?: string;
  readonly raw?: boolean;
  readonly top: number;
}

/** `brandrank market`: questions about categories. */
export function marketCommand(): Command {
  return studyCommand('market', 'answer questions about categories: share, blue ocean, price bands', MARKET_QUESTIONS);
}

/** `brandrank merchants`: questions about merchants. */
export function merchantsCommand(): Command {
  return studyCommand('merchants', 'answer questions about merchants', MERCHANT_QUESTIONS);
}

/** `brandrank study`: every question, as one text for people. */
export function marketStudyCommand(): Command {
  const questions = [...MARKET_QUESTIONS, ...MERCHANT_QUESTIONS];
  return studyCommand('study', 'write a market study: every question of market and merchants', questions);
}

function studyCommand(name: string, description: string, questions: readonly Question[]): Command {
  const names = questions.map(question => question.name);
  const oneOf = (text: string, before: readonly string[] = []): string[] => {
    if (!names.includes(text)) throw new InvalidArgumentError(`It is one of ${names.join(', ')}.`);
    return [...before, text];
  };
  const command = new Command(name)
    .description(description)
    .requiredOption('--model <file>', 'the model document; its part "market" has the thresholds')
    .addOption(new Option('--only <question...>', 'some of the questions instead of all').argParser(oneOf))
    .option('--out <folder>', 'where the study is written: a CSV file a table, study.md and study.html for people')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many rows of each table to print', wholeNumber, 10);
  return withTalk(withTables(command))
    .addHelpText('after', helpOf(name, questions))
    .action(async (options: StudyOptions, self: Command) => {
      checkStandardInput(options, self);
      const model = withMarket(readModel(options.model));
      const asked = questions.filter(question => isAsked(question, model, options));
      const read = await readTables(model, options, options.quiet ?? options.json ?? false, requests(model));
      const study = studyOf(
        model,
        read.tables,
        asked.flatMap(({ keys }) => keys),
      );
      const tables = asked.flatMap(question => question.tables(study));
      if (options.out !== undefined) {
        const documents = asked.flatMap(question => question.documents?.(study) ?? []);
        writeStudy(options.out, tables, study, read, { ...options, documents });
      }
      const written = options.out === undefined ? [] : ['', `written to ${options.out}`];
      say([...answerLines(tables, study, read, options.top), ...written], options);
      answer({ ok: true, inputs: read.inputs, tables }, options);
    });
}

/** A question whose part of the model is not there is left out; named on the command line, it is a fault. */
function isAsked({ name, part }: Question, { market }: Model, { only }: StudyOptions): boolean {
  if (part === undefined || market?.[part] !== undefined) return only?.includes(name) ?? true;
  if (!only?.includes(name)) return false;
  const message = `nothing stands here, and the question "${name}" goes by it; README.md has an example`;
  throw new RatingError('invalid_model', ['market', part], message);
}

function withMarket(model: Model): Model {
  return { ...model, market: marketSettings(model) };
}

/** A row without a brand still counts in its category: of sales only the date must be there. */
function requests(model: Model): Record<TableName, RequestedColumn[]> {
  const all = studyRequests(model);
  for (const table of ['sales', 'metrics'] as const) {
    const date = all[table][0].name;
    all[table] = all[table].map(request => ({ ...request, required: request.name === date }));
  }
  return all;
}

function helpOf(name: string, questions: readonly Question[]): string {
  const width = Math.max(0, ...questions.map(question => question.name.length));
  const lines = questions.map(question => `  ${question.name.padEnd(width)}  ${question.about}`);
  return `
Questions:
${lines.join('\n')}

Periods are months counted back from the model's period.end (or the last date): market.months of them, and as many before.
Tables: ${TABLES.join(', ')}. With --json the answer is { "ok": true, "inputs", "tables": [{ "name", "title", "answer" }] }; what is missing
is null. What goes wrong is { "ok": false, "faults": [{ "code", "path", "message" }] }. Exit code 0: done, 1: bad data or model, 2: bad usage.

Examples:
  $ brandrank ${name} --model model.json --sales sales.csv.gz --out study
  $ brandrank ${name} --model model.json --sales sales.parquet --only ${questions[0]?.name ?? 'share'} --json`;
}
