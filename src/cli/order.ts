import { basename, dirname } from 'node:path';
import { Command, Option } from 'commander';
import { csvText } from '../csv/csvText.ts';
import { readCsv } from '../csv/readCsv.ts';
import { RatingError } from '../errors/ratingError.ts';
import { orderRequests } from '../model/orderFormulas.ts';
import type { OrderPolicy } from '../model/orderSpec.ts';
import type { Model } from '../model/spec.ts';
import { distinctIn, scoreKept } from '../order/measures.ts';
import { order } from '../order/order.ts';
import type { Order } from '../order/order.ts';
import { orderColumns } from '../order/outputs.ts';
import { rankedTable, withAttributes } from '../order/ranked.ts';
import type { Ranked } from '../order/ranked.ts';
import { plainRows } from '../release/outputs.ts';
import { dayOf } from '../table/days.ts';
import type { Table } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import { STANDARD, wholeNumber, withTalk } from './options.ts';
import type { TalkOptions } from './options.ts';
import { orderLines } from './orderLines.ts';
import { themeText } from './orderTheme.ts';
import { readModel } from './readDocument.ts';
import { readWith } from './readTables.ts';
import { withTableHint } from './tableHint.ts';
import { answer, print, say } from './talk.ts';
import { writeWhole } from './writeWhole.ts';

interface OrderCommandOptions extends TalkOptions {
  readonly model: string;
  readonly ratings: string;
  readonly out: string;
  readonly brands?: string;
  readonly merchants?: string;
  readonly categories?: string;
  readonly metrics?: string;
  readonly previous?: string;
  readonly date?: string;
  readonly seed?: number;
  readonly theme?: string;
  readonly raw?: boolean;
  readonly top: number;
}

const ATTRIBUTES = ['brands', 'merchants', 'categories', 'metrics'] as const;

/** `brandrank order`: ratings and the policy of a model to the list that each page shows. */
export function orderCommand(): Command {
  const command = new Command('order')
    .description('order the units of a release by the policy of a model, page by page')
    .requiredOption('--model <file>', 'the model document, with a policy under "order"')
    .requiredOption('--ratings <file>', 'ratings.csv of a release')
    .requiredOption('--out <file>', 'where the order is written, such as order.csv; - prints it and writes nothing')
    .option('--brands <file>', 'attributes by brand')
    .option('--merchants <file>', 'attributes by merchant')
    .option('--categories <file>', 'attributes by category')
    .option('--metrics <file>', 'metrics by unit; of rows with dates the latest up to --date counts')
    .option('--previous <file>', 'the order that is shown now, as this command wrote it; for "stable"')
    .option('--date <day>', 'the day, as YYYY-MM-DD, for rules that begin, end or ask for an age')
    .addOption(new Option('--seed <n>', 'whole number that draws the slots of "explore"').argParser(wholeNumber))
    .option('--theme <name>', 'write the list of this theme of the policy instead of the pages')
    .option('--raw', 'write text as it is, also where a spreadsheet would run it')
    .option('--top <n>', 'how many slots of each page to print', wholeNumber, 5);
  return withTalk(command).addHelpText('after', HELP).action(run);
}

async function run(options: OrderCommandOptions): Promise<void> {
  const model = readModel(options.model);
  if (!model.order)
    throw new RatingError(
      'invalid_model',
      [options.model, 'order'],
      'the model has no policy; state how pages are ordered',
    );
  const units = await readUnits(model, options);
  if (options.theme !== undefined) return writeTheme(units, model.order, options.theme, options);
  const previous = options.previous === undefined ? undefined : await previousSlots(options.previous, units);
  const { order: policy } = model;
  const { date, seed } = options;
  const made = withTableHint({ ...options }, ATTRIBUTES, () => order(units, policy, { date, seed, previous }));
  const columns = orderColumns(made);
  if (options.out === STANDARD && options.json) return print([`${JSON.stringify(plainRows(columns), null, 1)}\n`]);
  const text = csvText(
    columns.map(({ name }) => name),
    columns.map(({ column }) => column),
    { raw: options.raw ?? false },
  );
  if (options.out === STANDARD) return print(text);
  writeWhole(dirname(options.out), put => put({ name: basename(options.out), text }));
  say([...orderLines(made, options.top), `written to ${options.out}`], options);
  answer({ ok: true, out: options.out, ...summary(made) }, options);
}

async function writeTheme(
  units: Ranked,
  policy: OrderPolicy,
  theme: string,
  options: OrderCommandOptions,
): Promise<void> {
  const { date, seed, top, raw = false, out } = options;
  const {
    text,
    rows,
    lines,
    summary: about,
  } = withTableHint({ ...options }, ATTRIBUTES, () => themeText(units, policy, theme, { date, seed, top, raw }));
  if (out === STANDARD) return print(options.json ? [`${JSON.stringify(rows, null, 1)}\n`] : text);
  writeWhole(dirname(out), put => put({ name: basename(out), text }));
  say([...lines, `written to ${out}`], options);
  answer({ ok: true, out, ...about }, options);
}

async function readUnits(model: Model, options: OrderCommandOptions): Promise<Ranked> {
  const requests = orderRequests(model);
  const ratings = await readWith(options.ratings, requests.ratings);
  if (ratings.rows === 0) throw new RatingError('invalid_data', [options.ratings], 'has no rows');
  const tables: Partial<Record<(typeof ATTRIBUTES)[number], Table>> = {};
  for (const name of ATTRIBUTES) {
    const file = options[name];
    if (file !== undefined) tables[name] = await readWith(file, requests[name]);
  }
  const day = options.date === undefined ? Infinity : dayOf(options.date);
  return withAttributes(rankedTable(ratings, model.rate), model, tables, day);
}

/** The slots of an earlier order, by unit; NaN for a unit that it does not have. */
async function previousSlots(file: string, { keys, count }: Ranked): Promise<Float64Array> {
  const { table } = await readCsv(file, {
    columns: [
      ...keys.map(({ name }) => ({ name, type: 'text' as const, required: true })),
      { name: 'slot', type: 'number', required: true },
    ],
  });
  const name = (row: number, columns: readonly (typeof keys)[number]['column'][]): string =>
    JSON.stringify(columns.map(column => textAt(column, row)));
  // Asked for with these names and types.
  const theirs = keys.map(key => table.columns.get(key.name) as (typeof keys)[number]['column']);
  const slots = (table.columns.get('slot') as { readonly values: Float64Array }).values;
  const slotOf = new Map(Array.from(slots, (slot, row) => [name(row, theirs), slot]));
  const ours = keys.map(({ column }) => column);
  return Float64Array.from({ length: count }, (_, row) => slotOf.get(name(row, ours)) ?? NaN);
}

function summary(made: Order): object {
  const { ranked, pageKeys, pages, starts, rules } = made;
  const name = (row: number, keys: Ranked['keys']): (string | null)[] => keys.map(({ column }) => textAt(column, row));
  const pageName = (page: number): (string | null)[] => name(pages.firstRow[page], pageKeys);
  const columns = [...new Set(rules.breakUp.map(({ by }) => by))];
  return {
    pages: Array.from({ length: pages.count }, (_, page) => ({
      page: pageName(page),
      slots: starts[page + 1] - starts[page],
      scoreKept: nullable(scoreKept(made, page)),
      distinct: Object.fromEntries(columns.map(by => [by, distinctIn(made, page, by, Infinity)])),
    })),
    compromises: made.compromises.map(({ page, row, ...what }) => ({
      ...what,
      page: page === null ? null : pageName(page),
      unit: row === null ? null : name(row, ranked.keys),
    })),
  };
}

function nullable(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

const HELP = `
The file has one row a slot: the keys of page and unit, slot, rank (by score alone), boosted_rank, score, boosted_score, cause, rules, reason.
Rules that cannot all hold give way in this order, the first first: soft break-ups, exploration, break-ups from the last, maximum, minimum,
stable, pins; never exclude. Where one did is printed, and is in "compromises" with --json: { "ok": true, "out", "pages": [{ "page", "slots",
"scoreKept", "distinct" }], "compromises": [{ "rule", "page", "slot", "unit", "found", "stated", "reason" }] }; with --out - --json the
answer is the rows as an array. Exit code 0: done, 1: bad data or model, 2: bad usage.

With --theme the file has one row a slot: slot, the keys of page and unit, rank and score on that page, serves (how many pages of the theme list the
unit), worth (the score that it was chosen by), cause, rules, reason; --json tells of each page of the theme the slots planned by its share and shown.

Examples:
  $ brandrank order --model model.json --ratings release-09/ratings.csv --brands brands.csv --out order.csv
  $ brandrank order --model model.json --ratings release-09/ratings.csv --previous order-08.csv --date 2018-09-01 --out order-09.csv
  $ brandrank order --model model.json --ratings release-09/ratings.csv --seed 7 --out - | head
  $ brandrank order --model model.json --ratings release-09/ratings.csv --theme "Wedding season" --out wedding.csv`;
