// COINr's uncertainty and sensitivity analysis and its leave-one-out on ASEM, run again from its own samples. The data stay outside of this repository.
import { beforeAll, describe, expect, it } from 'vitest';
import { indicesOf } from '../../src/audit/sure/choiceUncertainty.ts';
import { leaveOneOut } from '../../src/audit/sure/leaveOneOut.ts';
import { openModel, uncertaintyOver } from '../../src/audit/sure/openModel.ts';
import type { ChoiceUncertainty } from '../../src/audit/sure/openModel.ts';
import type { WeightSet } from '../../src/audit/sure/weightDraws.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { sobolIndices } from '../../src/stats/sobolIndices.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';
import { textAt } from '../../src/table/text.ts';
import { expectClose } from '../support/close.ts';
import { cells, numberCells } from '../support/golden.ts';

const { BRANDRANK_GOLDEN } = process.env;
const file = (name: string): string => `${BRANDRANK_GOLDEN}/coinr/${name}.csv`;
const column = (columns: ReadonlyMap<string, Float64Array>, name: string): Float64Array =>
  columns.get(name) as Float64Array;

/** The index over the values that COINr filled: min-max from 1 to 100, arithmetic means, the weights of the file. */
function asemModel(): Model {
  const meta = cells(file('asem_iMeta'));
  const of = (name: string): string[] => meta.get(name) as string[];
  const parts = of('iCode').map((code, row) => ({
    code,
    level: Number(of('Level')[row]),
    parent: of('Parent')[row],
    weight: Number(of('Weight')[row]),
    direction: of('Direction')[row] === '-1' ? ('cost' as const) : ('benefit' as const),
  }));
  const node = ({ code, level, weight }: (typeof parts)[number]): ModelDocument['index'] => {
    const inside = parts.filter(part => part.parent === code && part.level === level - 1).map(node);
    return inside.length === 0 ? { id: code, weight } : { id: code, weight, of: inside };
  };
  return parseModel({
    version: 1,
    name: 'ASEM',
    rate: { unit: ['uCode'], within: [] },
    indicators: parts
      .filter(({ level }) => level === 1)
      .map(({ code, direction }) => ({ id: code, direction, formula: `metric(${code})` })),
    normalize: { method: 'min-max', to: [1, 100] },
    index: node(parts.filter(({ level }) => level === 4)[0]),
  });
}

function asemTable(): Table {
  const numbers = numberCells(file('imputed_median'));
  return table([...cells(file('imputed_median'))].map(([name, texts]) => [name, name === 'uCode' ? texts : column(numbers, name)])); // prettier-ignore
}

/** The weight sets that COINr drew, as it stored them. */
function weightSets(): WeightSet[] {
  const stored = numberCells(file('ua_noisy_weights_200'));
  const codes = cells(file('ua_noisy_weights_200')).get('iCode') as string[];
  return Array.from(
    { length: 200 },
    (_, set) =>
      new Map(
        codes.flatMap((code, row) => (code === 'Index' ? [] : [[code, column(stored, `r${set + 1}`)[row]] as const])),
      ),
  );
}

function expectRanks({ units, rows, nominal, ranks }: ChoiceUncertainty, name: string): void {
  const expected = numberCells(file(name));
  const codes = cells(file(name)).get('uCode') as string[];
  const row = new Map(codes.map((code, at) => [code, at]));
  expect(rows.length).toBe(51);
  const at = Array.from(rows, unit => row.get(textAt(units.keys[0], unit) as string) as number);
  const inOrder = (what: string): number[] => at.map(place => column(expected, what)[place]);
  expect(Array.from(nominal)).toEqual(inOrder('Nominal'));
  expect(Array.from(ranks.median)).toEqual(inOrder('Median'));
  expectClose(ranks.mean, inOrder('Mean'), 'mean');
  expectClose(ranks.low, inOrder('Q5'), '5 percent');
  expectClose(ranks.high, inOrder('Q95'), '95 percent');
}

describe.skipIf(BRANDRANK_GOLDEN === undefined)("COINr's robustness results on ASEM (needs BRANDRANK_GOLDEN)", () => {
  let model: Model;
  let metrics: Table;
  beforeAll(() => {
    model = asemModel();
    metrics = asemTable();
  });

  it('uncertainty over 100 stored weight sets: every rank statistic, 1e-9', () => {
    const sets = weightSets();
    const open = openModel(model, { metrics }, { weights: { method: 'sets', sets } }, 1);
    const runs = Array.from(column(numberCells(file('ua_run_weightset')), 'weightset'), set => ({
      methods: [0, 0, 0, 0],
      weights: set - 1,
    }));
    expect(runs).toHaveLength(100);
    expectRanks(uncertaintyOver(open, runs, { level: 0.9 }), 'ua_rankstats');
  });

  it('sensitivity over 300 stored runs of scale, aggregate and weights: ranks and both Sobol indices, 1e-9', () => {
    const choices = {
      normalize: [
        { method: 'min-max' as const, to: [1, 100] as [number, number] },
        { method: 'z-score' as const, mean: 100, deviation: 15 },
      ],
      aggregate: [{ method: 'arithmetic' as const }, { method: 'geometric' as const }],
      weights: { method: 'sets' as const, sets: weightSets() },
    };
    const open = openModel(model, { metrics }, choices, 1);
    const stored = cells(file('sa_asem_para'));
    const of = (name: string): string[] => stored.get(name) as string[];
    const runs = of('run').map((_, run) => ({
      methods: [0, 0, of('norm')[run] === 'n_zscore' ? 1 : 0, of('agg')[run] === 'a_gmean' ? 1 : 0],
      weights: Number(of('weightset')[run]) - 1,
    }));
    expect(runs).toHaveLength(300);
    const uncertainty = uncertaintyOver(open, runs, { level: 0.9 }, 120);
    expectRanks(uncertainty, 'sa_asem_rankstats');
    const indices = indicesOf(open, uncertainty.shift, { runs: 60, seed: 1 });
    expect(indices.map(({ choice }) => choice)).toEqual(['normalize', 'aggregate', 'weights']);
    const expected = numberCells(file('sa_asem_indices'));
    expectClose(indices.map(({ first }) => first), column(expected, 'Si'), 'first order'); // prettier-ignore
    expectClose(indices.map(({ total }) => total), column(expected, 'STi'), 'total'); // prettier-ignore
  });

  it('without each pillar in turn: scores 1e-9, ranks exactly, mean shift 1e-9', () => {
    const { units, rows, parts } = leaveOneOut(model, { metrics });
    const [scores, ranks] = [numberCells(file('loo_pillars_scores')), numberCells(file('loo_pillars_ranks'))];
    const codes = cells(file('loo_pillars_scores')).get('uCode') as string[];
    const at = Array.from(rows, unit => codes.indexOf(textAt(units.keys[0], unit) as string));
    const removed = cells(file('loo_pillars_meanabs')).get('removed') as string[];
    const meanShift = column(numberCells(file('loo_pillars_meanabs')), 'meanAbsRankDiff');
    const pillars = removed.slice(1);
    expect(pillars).toHaveLength(8);
    for (const pillar of pillars) {
      const left = parts.find(({ id }) => id === pillar);
      expectClose(left?.score ?? [], at.map(place => column(scores, pillar)[place]), pillar); // prettier-ignore
      expect(Array.from(left?.rank ?? []), pillar).toEqual(at.map(place => column(ranks, pillar)[place]));
      expect(left?.meanShift, pillar).toBeCloseTo(meanShift[removed.indexOf(pillar)], 12);
    }
  });

  it('the g-function over the stored Saltelli sample: both Sobol indices, 1e-9', () => {
    const results = column(numberCells(file('sa_sobol_y')), 'y');
    const expected = numberCells(file('sa_sobol_estimate'));
    const indices = sobolIndices(results, 512, 4, { replicates: 200, level: 0.9, seed: 1 });
    expectClose(indices.map(({ first }) => first), column(expected, 'Si'), 'first order'); // prettier-ignore
    expectClose(indices.map(({ total }) => total), column(expected, 'STi'), 'total'); // prettier-ignore
  });
});
