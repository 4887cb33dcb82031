// Seeded tables with everything that makes a population hard: missing values, ties, groups that are constant, of one, of nothing, of nobody eligible.
import { dates, isoDay } from '../../src/table/days.ts';
import type { ColumnInput } from '../../src/table/table.ts';

export type Inputs = Map<string, ColumnInput>;

/** A Lehmer generator: whole numbers below a bound, the same for the same seed. */
export function drawer(seed: number): (below: number) => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  return below => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

const GROUPS: readonly (readonly [category: string, units: number])[] = [
  ['wide', 23],
  ['ties', 12],
  ['constant', 5],
  ['one', 1],
  ['two', 2],
  ['nothing', 4],
  ['nobody', 6],
];

/** Metrics `a` to `e` of units in groups; `size` above 0 for those that are to be eligible. `c` is above 0, `e` has ties that only its last digits break. */
export function units(seed: number): Inputs {
  const draw = drawer(seed);
  const rows = GROUPS.flatMap(([category, count]) =>
    Array.from({ length: count }, (_, at) => ({ category, brand: `${category} ${at}` })),
  );
  const column = (value: (category: string) => number): (number | null)[] =>
    rows.map(({ category }) => {
      if (category === 'nothing') return null;
      if (category === 'constant') return 7;
      if (draw(5) === 0) return null;
      return category === 'ties' ? draw(3) : value(category);
    });
  return new Map<string, ColumnInput>([
    ['brand', rows.map(({ brand }) => brand)],
    ['category', rows.map(({ category }) => category)],
    [
      'size',
      rows.map(({ category }) => (category === 'nobody' || (category === 'wide' && draw(4) === 0) ? 0 : 1 + draw(40))),
    ],
    ['a', column(() => (draw(2_000_001) - 1_000_000) / 700)],
    ['b', column(() => draw(9) - 4)],
    ['c', column(() => Math.exp(draw(1_000) / 60))],
    ['d', column(() => draw(1_000) / 1_000)],
    ['e', column(() => 5 + draw(3))],
  ]);
}

/** Sales rows of two years, some of which cannot be used, with attributes and metrics of several days. */
export function shop(seed: number): {
  sales: Inputs;
  metrics: Inputs;
  brands: Inputs;
  merchants: Inputs;
  categories: Inputs;
} {
  const draw = drawer(seed);
  const first = Date.UTC(2019, 0, 1) / 86_400_000;
  const day = (below = 731): string => isoDay(first + draw(below)) as string;
  const rows = Array.from({ length: 900 }, () => {
    const category = ['tea', 'coffee', 'cocoa'][draw(3)];
    // Brands 8 and 9 sold in the first months only: they are units, and not listed later.
    const brand = draw(10);
    return {
      category,
      brand: `b${brand}`,
      day: brand > 7 ? day(150) : day(),
      merchant: `m${draw(6)}`,
      channel: ['web', 'app', null][draw(3)],
      money: draw(20_000) / 100 - 20,
      units: draw(6) - 1,
    };
  });
  const rare = <Value>(value: Value): Value | null => (draw(12) === 0 ? null : value);
  const brands = Array.from({ length: 9 }, (_, at) => `b${at}`);
  const metricRows = brands.flatMap(brand =>
    ['tea', 'coffee'].flatMap(category =>
      Array.from({ length: 4 }, (_, at) => ({ brand, category, day: isoDay(first + at * 190 + draw(150)) })),
    ),
  );
  return {
    sales: new Map<string, ColumnInput>([
      ['date', dates(rows.map(row => (draw(50) === 0 ? null : row.day)))],
      ['merchant', rows.map(row => rare(row.merchant))],
      ['brand', rows.map(row => (draw(60) === 0 ? '  ' : row.brand))],
      ['category', rows.map(row => (draw(60) === 0 ? null : row.category))],
      ['channel', rows.map(row => row.channel)],
      ['revenue', rows.map(row => (row.brand === 'b7' ? null : rare(row.money)))],
      ['units', rows.map(row => rare(row.units))],
      ['since', dates(rows.map(row => (draw(9) === 0 ? null : isoDay(first + draw(100) - (row.units > 2 ? 900 : 0)))))],
    ]),
    metrics: new Map<string, ColumnInput>([
      ['date', dates(metricRows.map(row => row.day))],
      ['brand', metricRows.map(row => row.brand)],
      ['category', metricRows.map(row => row.category)],
      ['score', metricRows.map(() => rare(draw(500) / 100))],
      ['reviews', metricRows.map(() => rare(draw(60)))],
    ]),
    brands: new Map<string, ColumnInput>([
      ['brand', brands],
      ['owner', brands.map((_, at) => (at === 3 ? null : `o${at % 3}`))],
      ['launched', dates(brands.map((_, at) => (at === 2 ? null : day())))],
      ['fee', brands.map(() => draw(10))],
    ]),
    merchants: new Map<string, ColumnInput>([
      ['merchant', ['m0', 'm1', 'm2', 'm3']],
      ['onboarded', dates(['2018-05-05', '2019-06-30', null, '2020-02-29'])],
      ['kind', ['big', 'small', 'big', null]],
    ]),
    categories: new Map<string, ColumnInput>([
      ['category', ['tea', 'coffee']],
      ['department', ['drinks', 'drinks']],
    ]),
  };
}
