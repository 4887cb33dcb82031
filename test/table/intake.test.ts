import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowIntake } from '../../src/table/intake.ts';

const columns = [
  { name: 'day', type: 'date' },
  { name: 'brand', type: 'text', required: true },
  { name: 'units', type: 'number' },
] as const;

const cells = fc.tuple(
  fc.constantFrom('2018-09-01', '2018-02-30', '', '2019-01-01'),
  fc.constantFrom('Ada', ' Ada ', '', '__proto__', '=1+1', 'Bo'),
  fc.constant('not asked for'),
  fc.constantFrom('1', '2.5', '', 'n/a', '1e999'),
);

describe('rows taken in pieces', () => {
  it('are the rows taken one by one, with the same rejects', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cells, { maxLength: 8 })), pieces => {
        const [one, all] = [new RowIntake(columns, {}), new RowIntake(columns, {})];
        let line = 1;
        for (const rows of pieces) {
          const lines = rows.map(() => line++);
          all.addAll(lines, rows, [0, 1, 3]);
          rows.forEach(([day, brand, , units], at) => one.add(lines[at], [day, brand, units]));
        }
        expect(all.finish([])).toEqual(one.finish([]));
      }),
    );
  });

  it('may be more than a column has room for at first', () => {
    const intake = new RowIntake([columns[1]], {});
    const rows = Array.from({ length: 5000 }, (_, at) => [`brand ${at % 7}`]);
    intake.addAll([...rows.keys()], rows, [0]);
    const { table } = intake.finish([]);
    expect(table.rows).toBe(5000);
    expect(table.columns.get('brand')).toMatchObject({ words: rows.slice(0, 7).flat() });
  });
});
