import { describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { ratingRows } from '../../src/release/outputs.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';

const document: ModelDocument = {
  version: 1,
  name: 'steady',
  indicators: [{ id: 'revenue', formula: 'sum(revenue)', normalize: { method: 'goalposts', low: 0, high: 100 } }],
  index: { id: 'power', of: [{ id: 'revenue' }] },
  grade: { method: 'cut-points', grades: ['A', 'B', 'C'], from: [80, 40], buffer: 5, stay: 2, steps: 1 },
  list: { size: 2, entry: 1, exit: 3 },
};
const model = parseModel(document);

const sales = (revenues: Readonly<Record<string, number>>): { sales: Table } => {
  const brands = Object.keys(revenues);
  return {
    sales: table({
      date: dates(brands.map(() => '2018-08-31')),
      category: brands.map(() => 'tea'),
      brand: brands,
      revenue: Object.values(revenues),
    }),
  };
};
const shown = (result: ReturnType<typeof run>): unknown[] =>
  ratingRows(result).map(row => [
    row['brand'],
    row['grade'],
    row['grade_held'],
    row['grade_releases'],
    row['listed'],
    row['list_held'],
  ]);

const first = run(model, sales({ Ada: 90, Bo: 82, Cy: 50, Di: 10 }));

describe('a model that holds grades and a list', () => {
  it('gives grades and a list by score alone the first time', () => {
    expect(shown(first)).toEqual([
      ['Ada', 'A', null, 1, true, null],
      ['Bo', 'A', null, 1, true, null],
      ['Cy', 'B', null, 1, false, null],
      ['Di', 'C', null, 1, false, null],
    ]);
  });

  it('takes the result before as it is, and finds units by key whatever joined or left', () => {
    // Bo falls behind Cy and the newcomer Zoe, who is first; Di is gone.
    const second = run(model, sales({ Zoe: 99, Cy: 79, Bo: 76, Ada: 3 }), first);
    expect(shown(second)).toEqual([
      ['Zoe', 'A', null, 1, true, null],
      ['Cy', 'B', null, 2, false, 'kept off the list by buffer'],
      ['Bo', 'A', 'held by buffer', 2, true, 'stays on the list by buffer'],
      ['Ada', 'A', 'held by minimum stay', 2, false, null],
    ]);
    expect(shown(run(model, sales({ Zoe: 99, Cy: 79, Bo: 76, Ada: 3 }), second)).at(-1)).toEqual([
      'Ada',
      'B',
      'held by step limit',
      1,
      false,
      null,
    ]);
  });

  it('holds under frozen anchors too', () => {
    const tables = sales({ Ada: 90, Bo: 76, Cy: 84, Di: 10 });
    expect(shown(apply(model, first.anchors, tables, first))).toEqual(shown(run(model, tables, first)));
    expect(shown(apply(model, first.anchors, tables, first))[2]).toEqual([
      'Bo',
      'A',
      'held by buffer',
      2,
      true,
      'stays on the list by buffer',
    ]);
  });

  it('changes no score, no rank and no anchor', () => {
    const { grade: _, list: __, ...plain } = document;
    const tables = sales({ Ada: 90, Bo: 76, Cy: 84, Di: 10 });
    const held = run(model, tables, first);
    const alone = run(parseModel(plain), tables);
    expect([held.score, held.rank]).toEqual([alone.score, alone.rank]);
    expect(held.anchors.indicators).toEqual(alone.anchors.indicators);
  });

  it('leaves a unit that is not eligible off the list and without a grade', () => {
    const asked = parseModel({ ...document, eligible: 'sum(revenue) > 5' });
    const before = run(asked, sales({ Ada: 90, Bo: 82, Cy: 50 }));
    expect(shown(run(asked, sales({ Ada: 90, Bo: 1, Cy: 50 }), before)).at(-1)).toEqual([
      'Bo',
      null,
      null,
      null,
      false,
      null,
    ]);
  });

  it('refuses a last release of other units', () => {
    const merged = parseModel({ ...document, rate: { unit: ['brand'], within: [] } });
    expect(() => run(merged, sales({ Ada: 1 }), first)).toThrow('previous: rates units by category, brand');
  });

  it.each([
    [
      { indicators: [{ id: 'listed', formula: 'count()' }], index: { id: 'power', of: [{ id: 'listed' }] } },
      'indicators.0.id: "listed" is the name of a column',
    ],
    [
      { index: { id: 'power', of: [{ id: 'grade_held', of: [{ id: 'revenue' }] }] } },
      'index: "grade_held" is the name of a column',
    ],
    [{ rate: { unit: ['list_held'], within: [] } }, 'rate: "list_held" is the name of a column'],
    [{ list: { size: 2, entry: 3 } }, 'list.entry: must be at most the size'],
    [{ list: { size: 2, exits: 3 } }, 'list.exits: no such key; did you mean "exit"?'],
  ])('is refused with %j', (part, message) => {
    expect(() => parseModel({ ...document, ...part })).toThrow(message);
  });

  it('takes such names where nothing is held', () => {
    const { grade: _, list: __, ...plain } = document;
    expect(parseModel({ ...plain, rate: { unit: ['listed'], within: [] } }).rate.unit).toEqual(['listed']);
  });
});
