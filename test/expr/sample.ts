// A small table with everything that makes formulas hard: missing, zero, negative, huge and tiny numbers, texts, dates.
import { dates } from '../../src/table/days.ts';
import type { Table } from '../../src/table/table.ts';
import { table } from '../../src/table/table.ts';

export const A = [null, 0, 1, -1, 2.5, -2.5, 1e-10, -1e-10, 1e300, -1e300, 3, 0.5, -0.999999, 7, 1e-300, 1 / 3];
export const B = [1, 0, null, 2, -1, 0.5, 1e-10, 3, 1e300, 1e10, -2, null, 0, 7, 400, 3];
export const TEXT = [
  'a',
  'b',
  null,
  "it's",
  'a\\b',
  'é',
  'x"y',
  'line\nbreak',
  'a',
  'b',
  '销售',
  null,
  'a',
  '__proto__',
  'b',
  'A',
];
export const OTHER = [
  'a',
  'a',
  'a',
  "it's",
  null,
  'é',
  'x',
  'line\nbreak',
  'b',
  'b',
  '销售',
  null,
  'c',
  '__proto__',
  'zz',
  'a',
];
export const DAY = ['2018-01-01', '1969-12-31', null, '2020-02-29', '0001-01-01', '9999-12-31', '1970-01-01', '2018-01-02', '2018-03-01', null, '2017-12-31', '2018-01-01', '2000-01-01', '1999-12-31', '2024-05-06', '2018-01-01']; // prettier-ignore
export const SINCE = ['2018-01-01', '1970-01-01', '2018-05-05', null, '0001-01-02', '2018-01-01', '1970-01-01', '2018-01-01', '2018-01-01', null, '2018-01-01', '2017-12-31', '2000-01-01', '2001-01-01', '2018-01-01', '2018-01-02']; // prettier-ignore

/** Rows of every pairing of A and B, so that each function meets each combination. */
export function sample(): Table {
  const pairs = A.flatMap((a, row) => B.map((b, at) => ({ a, b, row, at })));
  return table({
    a: pairs.map(({ a }) => a),
    b: pairs.map(({ b }) => b),
    'gross "sales"': pairs.map(({ row, at }) => A[(row + at) % A.length]),
    text: pairs.map(({ row }) => TEXT[row]),
    other: pairs.map(({ at }) => OTHER[at]),
    date: dates(pairs.map(({ row }) => DAY[row])),
    since: dates(pairs.map(({ at }) => SINCE[at])),
  });
}
