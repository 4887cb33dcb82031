// Twelve rolling releases of the groceries, without and with the buffer of the grades: node benchmarks/flicker.ts
import { pathToFileURL } from 'node:url';
import { unitKey } from '../src/release/alignUnits.ts';
import { history } from '../src/release/history.ts';
import type { History } from '../src/release/history.ts';
import { gradesOf } from '../src/release/readBack.ts';
import { run } from '../src/model/run.ts';
import type { Result } from '../src/model/result.ts';
import type { Tables } from '../src/model/sources.ts';
import type { Model } from '../src/model/spec.ts';
import { dayOf, isoDay } from '../src/table/days.ts';
import { fixtureTables } from '../test/support/fixtureTables.ts';

const LAST = '2017-12-24';
const RELEASES = 12;
const DAYS_APART = 14;
const PERIOD_DAYS = 28;
const BUFFERS = [0, 1, 2, 3, 5];

/** The releases under one buffer, each holding on to the grades of the one before. */
function releasesUnder(model: Model, tables: Tables, buffer: number): Result[] {
  const grade = model.grade?.method === 'cut-points' ? { ...model.grade, buffer } : undefined;
  if (!grade) throw new Error('the model of the groceries has cut points');
  const releases: Result[] = [];
  for (let back = RELEASES - 1; back >= 0; back--) {
    const end = isoDay(dayOf(LAST) - back * DAYS_APART) ?? '';
    const last = releases.at(-1);
    const period = { end, days: PERIOD_DAYS };
    releases.push(
      run({ ...model, period, grade }, tables, ({ units }) =>
        last ? gradesOf(last, grade.grades, units.keys) : new Uint8Array(units.count).fill(255),
      ),
    );
  }
  return releases;
}

/** What flickers under each buffer, as the lines that the README shows. */
export async function flickerLines(): Promise<string[]> {
  const { model, tables } = await fixtureTables('groceries');
  const made = BUFFERS.map(buffer => ({ buffer, of: history(releasesUnder(model, tables, buffer)) }));
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
    `${RELEASES} releases, ${without.ends[0]} to ${LAST}, each over ${PERIOD_DAYS} days`,
    row(['buffer', 'grade changes', 'undone at once', 'brands that flickered', 'keep their grade']),
    ...table,
    '',
    'without a buffer',
    ...matrix(without),
    `with a buffer of ${BUFFERS[2]} points`,
    ...matrix(withBuffer),
    '',
    'flickered most: without a buffer, and with it',
    ...mostFlickering(without, withBuffer),
  ];
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

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log((await flickerLines()).join('\n'));
