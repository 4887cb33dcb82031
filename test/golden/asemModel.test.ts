// COINr's built-in example as one model document, every stage held against COINr's. The data stay outside of this repository.
import { beforeAll, describe, expect, it } from 'vitest';
import { anchorsFromJson, anchorsToJson } from '../../src/model/anchorsJson.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { apply, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';
import { expectClose } from '../support/close.ts';
import { cells, numberCells } from '../support/golden.ts';

const { BRANDRANK_GOLDEN } = process.env;
const file = (name: string): string => `${BRANDRANK_GOLDEN}/coinr/${name}.csv`;

interface Part {
  readonly code: string;
  readonly level: number;
  readonly parent: string;
  readonly weight: number;
  readonly direction: 'benefit' | 'cost';
  readonly denominator: string;
}

function partsOf(meta: Map<string, string[]>): Part[] {
  const at = (name: string, row: number): string => meta.get(name)?.[row] ?? '';
  return (meta.get('iCode') ?? []).map((code, row) => ({
    code,
    level: Number(at('Level', row)),
    parent: at('Parent', row),
    weight: Number(at('Weight', row)),
    direction: at('Direction', row) === '-1' ? 'cost' : 'benefit',
    denominator: at('Denominator', row),
  }));
}

/** The example as a model: shares by formula, missing by the mean of the continent, at most 5 points drawn in, a weighted tree. */
function asem(parts: readonly Part[]): ModelDocument {
  const indicators = parts.filter(({ level }) => level === 1);
  const nodeOf = ({ code, level, weight }: Part): ModelDocument['index'] => {
    const of = parts.filter(part => part.parent === code && part.level === level - 1).map(nodeOf);
    return of.length === 0 ? { id: code, weight } : { id: code, weight, of };
  };
  const [root] = parts.filter(({ level }) => level === 4);
  return {
    version: 1,
    name: 'ASEM connectivity',
    rate: { unit: ['uCode'], within: [] },
    indicators: indicators.map(({ code, direction, denominator }) => ({
      id: code,
      direction,
      formula:
        denominator === '' || denominator === 'NA' ? `metric(${code})` : `metric(${code}) / metric(${denominator})`,
    })),
    missing: { method: 'peer-mean', by: ['EurAsia_group'] },
    outliers: { method: 'winsorize', skewness: 2, kurtosis: 3.5, atMost: 5 },
    normalize: { method: 'min-max', to: [0, 100] },
    index: nodeOf(root),
  };
}

function metricsOf(data: string): Table {
  const numeric = numberCells(data);
  const isText = (name: string): boolean => name === 'uCode' || name.endsWith('_group') || name === 'uName';
  return table(
    [...cells(data)].map(([name, texts]) => [name, isText(name) ? texts : (numeric.get(name) as Float64Array)]),
  );
}

describe.skipIf(BRANDRANK_GOLDEN === undefined)("COINr's ASEM example as a model (needs BRANDRANK_GOLDEN)", () => {
  let result: Result;
  let parts: Part[];
  let metrics: Table;
  beforeAll(() => {
    parts = partsOf(cells(file('asem_iMeta')));
    metrics = metricsOf(file('asem_iData'));
    result = run(parseModel(asem(parts)), { metrics });
  });

  /** A column of a golden file in the order of the units. */
  const expected = (name: string, code: string): Float64Array => {
    const countries = cells(file(name)).get('uCode') as string[];
    const values = numberCells(file(name)).get(code) as Float64Array;
    const codes = result.keys[0].column;
    return Float64Array.from(
      { length: result.count },
      (_, unit) => values[countries.indexOf(textAt(codes, unit) as string)],
    );
  };

  it.each([
    ['pipeline_denominated', 'raw'],
    ['pipeline_imputed', 'filled'],
    ['pipeline_screened', 'filled'],
    ['pipeline_treated', 'treated'],
    ['pipeline_normalised', 'normalized'],
  ] as const)('%s is what stands in "%s", 51 x 49, 1e-9', (name, stage) => {
    expect(result.count).toBe(51);
    expect(result.indicators).toHaveLength(49);
    for (const indicator of result.indicators)
      expectClose(indicator[stage], expected(name, indicator.id), indicator.id);
  });

  it('a metric over another is what denominated.csv has', () => {
    const sizes = parts.filter(({ level, denominator }) => level === 1 && !['', 'NA'].includes(denominator));
    expect(sizes.length).toBeGreaterThan(10);
    for (const { code } of sizes) {
      const { raw } = result.indicators.find(({ id }) => id === code) as Result['indicators'][number];
      expectClose(raw, expected('denominated', code), code);
    }
  });

  it('every pillar, both sub-indices and the index are those of pipeline_aggregated and pipeline_results, 1e-9', () => {
    expect(result.nodes).toHaveLength(11);
    for (const { id, score } of result.nodes) {
      expectClose(score, expected('pipeline_aggregated', id), id);
      expectClose(score, expected('pipeline_results', id), id);
    }
  });

  it('ranks are those of pipeline_ranks', () => {
    expect([...result.rank]).toEqual([...expected('pipeline_ranks', 'Index')]);
  });

  it('the points drawn in are those of pipeline_treat_points', () => {
    const points = cells(file('pipeline_treat_points'));
    const countries = points.get('uCode') as string[];
    const codes = result.keys[0].column;
    for (const { id } of result.indicators) {
      const units = result.treated.find(each => each.id === id)?.units ?? new Uint32Array();
      const found = Array.from(units, unit => textAt(codes, unit));
      const marked = countries.filter((_, row) => (points.get(id)?.[row] ?? '').startsWith('win'));
      expect(found, id).toEqual(marked);
    }
  });

  it('a country of its own gets the same score from the anchors, read back from JSON', () => {
    const model = parseModel(asem(parts));
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(result.anchors))));
    const some = [4, 20, 33].map(row => (cells(file('asem_iData')).get('uCode') as string[])[row]);
    const alone = table(
      [...cells(file('asem_iData'))].map(([name, texts]) => {
        const rows = some.map(code => (cells(file('asem_iData')).get('uCode') as string[]).indexOf(code));
        const column = metrics.columns.get(name);
        return [name, column?.type === 'number' ? rows.map(row => column.values[row]) : rows.map(row => texts[row])];
      }),
    );
    const again = apply(model, anchors, { metrics: alone });
    const all = new Map(Array.from(result.score, (score, unit) => [textAt(result.keys[0].column, unit), score]));
    expectClose(
      again.score,
      Array.from(again.score, (_, unit) => all.get(textAt(again.keys[0].column, unit)) as number),
    );
  });

  it('screen keeps out the countries whose Dat_Avail is below 90 percent, as data_avail_raw has it', () => {
    // COINr's example screens after it imputed, when nobody is left to be kept out; a model screens what was measured.
    const document = asem(parts);
    const screened = run(parseModel({ ...document, screen: { present: 0.9 } }), { metrics });
    const shares = expected('data_avail_raw', 'Dat_Avail');
    const thin = [...shares.keys()].filter(unit => shares[unit] < 0.9);
    expect(thin).toHaveLength(5);
    expect(screened.screened).toEqual(thin);
    expect([...screened.eligible.keys()].filter(unit => screened.eligible[unit] === 0)).toEqual(thin);
    expect(thin.every(unit => Number.isNaN(screened.rank[unit]) && screened.score[unit] > 0)).toBe(true);
  });
});
