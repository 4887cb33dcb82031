import { describe, expect, it } from 'vitest';
import { explain } from '../../src/audit/explain.ts';
import { csvText } from '../../src/csv/csvText.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import { changeColumns, changeRequests, changesFrom } from '../../src/release/changes.ts';
import { plainRows } from '../../src/release/outputs.ts';
import { releaseRecord } from '../../src/release/record.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';
import { bitsOf } from '../support/close.ts';

const brands = ['=a', 'b"', '__proto__', 'd', 'e', 'f', 'g', 'h'];
const model = parseModel({
  version: 1,
  name: 'changes',
  // A key may bear the name of one of our columns.
  rate: { unit: ['step'], within: [] },
  indicators: [
    { id: 'price', formula: 'metric(price)', transform: 'sqrt' },
    { id: 'whole', formula: 'metric(whole)' },
  ],
  missing: { method: 'peer-median' },
  outliers: { method: 'winsorize' },
  index: { id: 'power', of: [{ id: 'price' }, { id: 'whole' }] },
});
const result = run(model, {
  metrics: table({
    step: brands,
    price: [1, 4, null, 9, 9, null, 16, 90_000],
    whole: [1, 2, 3, 4, 5, 6, 7, 8],
  }),
});

/** The file as a reader gives it. */
const written = (): Table => table(changeColumns(result).map(({ name, column }) => [name, column]));

describe('what a result says of values that are not as measured', () => {
  it('names the units, and the values before and after, on the scale of the transform', () => {
    // Units in the order of their keys: =a, __proto__, b", d, e, f, g, h.
    expect(result.filled).toEqual([
      { id: 'price', units: Uint32Array.of(1, 5), before: Float64Array.of(NaN, NaN), after: Float64Array.of(3, 3) },
    ]);
    expect(result.treated).toEqual([
      { id: 'price', units: Uint32Array.of(7), before: Float64Array.of(300), after: Float64Array.of(4) },
    ]);
  });

  it('says nothing where all is as measured', () => {
    const metrics = table({ step: ['a', 'b'], price: [1, 2], whole: [1, 2] });
    const { filled, treated } = run(model, { metrics });
    expect([filled, treated]).toEqual([[], []]);
  });

  it('is part of the explanation of a unit', () => {
    const of = (unit: number): unknown[] =>
      explain(result, unit).contributions.map(({ id, filledWith, treated }) => [id, filledWith, treated]);
    expect(of(1)).toEqual([
      ['price', 3, null],
      ['whole', NaN, null],
    ]);
    expect(of(7)[0]).toEqual(['price', NaN, { before: 300, after: 4 }]);
    expect(of(0)[0]).toEqual(['price', NaN, null]);
  });

  it('is counted in the record of a release', () => {
    const sources = { library: '0', anchors: 'fitted' as const, inputs: [], outputs: [] };
    expect(releaseRecord(result, sources).counts).toMatchObject({ filled: 2, treated: 1 });
  });
});

describe('changes.csv', () => {
  it('has one row a changed value, and our names beside keys of the same name', () => {
    expect(plainRows(changeColumns(result))).toEqual([
      { step: '__proto__', indicator: 'price', step_: 'filled', before: null, after: 3 },
      { step: 'f', indicator: 'price', step_: 'filled', before: null, after: 3 },
      { step: 'h', indicator: 'price', step_: 'treated', before: 300, after: 4 },
    ]);
    expect(changeRequests(model).map(({ name }) => name)).toEqual(changeColumns(result).map(({ name }) => name));
  });

  it('comes back as it was, also for units in another order', () => {
    const again = changesFrom(model, written(), result.keys);
    expect(again).toEqual({ filled: result.filled, treated: result.treated });
    const [{ name, column }] = result.keys;
    const turned = [{ name, column: { ...column, codes: column.codes.slice().reverse() } }];
    const other = changesFrom(model, written(), turned);
    expect(other.filled[0].units).toEqual(Uint32Array.of(2, 6));
    expect(bitsOf(other.treated[0].before)).toEqual(bitsOf(Float64Array.of(300)));
  });

  it('of a result without changes has a header only', () => {
    const columns = changeColumns({ ...result, filled: [], treated: [] });
    const text = [
      ...csvText(
        columns.map(({ name }) => name),
        columns.map(({ column }) => column),
        {},
      ),
    ].join('');
    expect(text).toBe('step,indicator,step_,before,after\n');
    expect(changesFrom(model, table(columns.map(({ name, column }) => [name, column])), result.keys).filled).toEqual(
      [],
    );
  });
});
