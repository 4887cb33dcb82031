// Twelve releases of real sales, without and with the buffer of the grades: node benchmarks/flicker.ts
import { pathToFileURL } from 'node:url';
import { unitKey } from '../src/release/alignUnits.ts';
import { history } from '../src/release/history.ts';
import type { History } from '../src/release/history.ts';
import { parseModel } from '../src/model/parseModel.ts';
import { run } from '../src/model/run.ts';
import type { Result } from '../src/model/result.ts';
import type { Tables } from '../src/model/sources.ts';
import type { Model } from '../src/model/spec.ts';
import { dayOf, isoDay } from '../src/table/days.ts';
import { fixtureTables, tablesOf } from '../test/support/fixtureTables.ts';

/** A series of releases: where the data is, under which model, and the last days. */
interface Series {
  readonly name: string;
  readonly model: Model;
  readonly tables: Tables;
  readonly ends: readonly string[];
  readonly days: number;
}

const BUFFERS = [0, 1, 2, 3, 5];

/** The fixture holds 39 weeks, too few for twelve whole months: the releases are two weeks apart, each over the last four weeks. */
async function groceries(): Promise<Series> {
  const { model, tables } = await fixtureTables('groceries');
  const last = dayOf('2017-12-24');
  const ends = Array.from({ length: 12 }, (_, at) => isoDay(last - 14 * (11 - at)) ?? '');
  return { name: 'groceries', model, tables, ends, days: 28 };
}

/** The twelve calendar months of the sales that the environment variable names; their rows are dated on the first of the month. */
async function months(data: string): Promise<Series> {
  const model = parseModel({
    version: 1,
    name: 'month-power',
    rate: { within: ['category_l1'] },
    columns: { sales: { merchant: 'merchant_id' } },
    indicators: [
      { id: 'revenue', formula: 'sum(revenue)', transform: 'log1p' },
      { id: 'share', formula: 'share(sum(revenue))', transform: 'sqrt' },
      { id: 'stores', formula: 'distinct(merchant)', normalize: { method: 'percentile-rank' } },
      { id: 'categories', formula: 'distinct(category)', transform: 'sqrt' },
      { id: 'discount', formula: 'sum(retail_disc) / (sum(revenue) + sum(retail_disc))', direction: 'cost' },
    ],
    missing: { method: 'peer-median' },
    outliers: { method: 'clip-quantile', lower: 0.05, upper: 0.95 },
    index: {
      id: 'power',
      of: [
        { id: 'revenue', weight: 25 },
        { id: 'share', weight: 25 },
        { id: 'stores', weight: 25 },
        { id: 'categories', weight: 10 },
        { id: 'discount', weight: 15 },
      ],
    },
    eligible: 'sum(lines) >= 10',
    grade: { method: 'cut-points', grades: ['A', 'B', 'C', 'D'], from: [70, 55, 40] },
  });
  const tables = await tablesOf(model, `${data}/completejourney`);
  const ends = Array.from({ length: 12 }, (_, at) => `2017-${String(at + 1).padStart(2, '0')}-01`);
  return { name: 'completejourney, calendar months', model, tables, ends, days: 28 };
}

/** The releases under one buffer, each holding on to the grades of the one before. */
function releasesUnder({ model, tables, ends, days }: Series, buffer: number): Result[] {
  const grade = model.grade?.method === 'cut-points' ? { ...model.grade, buffer } : undefined;
  if (!grade) throw new Error('the models here have cut points');
  const releases: Result[] = [];
  for (const end of ends) {
    releases.push(run({ ...model, period: { end, days }, grade }, tables, releases.at(-1)));
  }
  return releases;
}

/** What flickers under each buffer. */
function linesOf(series: Series): string[] {
  const made = BUFFERS.map(buffer => ({ buffer, of: history(releasesUnder(series, buffer)) }));
  const sum = (column: Uint32Array): number => column.reduce((total, each) => total + each, 0);
  const flickered = ({ flickers }: History): number => flickers.reduce((total, each) => total + (each > 0 ? 1 : 0), 0);
  const share = (part: number): string => `${(part * 100).toFixed(1)}%`;
  const table = made.map(({ buffer, of }) =>
    row([
      String(buffer),
      String(sum(of.gradeChanges)),
      String(sum(of.flickers)),
      String(flickered(of)),
      share(of.migration?.stay ?? NaN),
    ]),
  );
  const [without, , withBuffer] = made.map(({ of }) => of);
  return [
    `${series.name}: ${without.ends.length} releases, ${without.ends[0]} to ${without.ends.at(-1)}`,
    row(['buffer', 'grade changes', 'undone at once', 'brands that flickered', 'keep their grade']),
    ...table,
    'grades in one release (down) and the next (across), without a buffer',
    ...matrix(without),
    `with a buffer of ${BUFFERS[2]} points`,
    ...matrix(withBuffer),
    `flickered most: without a buffer, with ${BUFFERS[2]} points`,
    ...mostFlickering(without, withBuffer),
  ];
}

/** What flickers in the groceries, and in the calendar months when they are at hand. */
export async function flickerLines(data: string | undefined): Promise<string[]> {
  const lines = linesOf(await groceries());
  return data === undefined ? lines : [...lines, '', ...linesOf(await months(data))];
}

function row(cells: readonly string[]): string {
  const widths = [6, 15, 16, 23, 18];
  return cells.map((cell, at) => cell.padStart(widths[at])).join('');
}

function matrix({ migration }: History): string[] {
  const names = [...(migration?.grades ?? []), 'none'];
  const line = (cells: readonly string[]): string => cells.map(cell => cell.padStart(6)).join('');
  return [
    line(['', ...names]),
    ...(migration?.counts ?? []).map((counts, at) => line([names[at], ...counts.map(String)])),
  ];
}

function mostFlickering(without: History, withBuffer: History): string[] {
  const path = ({ grades, migration }: History, unit: number): string =>
    grades.map(codes => migration?.grades[codes[unit]] ?? '–').join('');
  return [...without.flickers.keys()]
    .sort((a, b) => without.flickers[b] - without.flickers[a] || a - b)
    .slice(0, 6)
    .map(unit => `  ${path(without, unit)}  ${path(withBuffer, unit)}  ${unitKey(without.keys, unit).join(' / ')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log((await flickerLines(process.env['BRANDRANK_DATA'])).join('\n'));
