// Correlations, alpha and principal components held against COINr's, on ASEM. The data stay outside of this repository.
import { beforeAll, describe, expect, it } from 'vitest';
import { modelHealth } from '../../src/audit/modelHealth.ts';
import type { ModelHealth, NodeHealth } from '../../src/audit/modelHealth.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { principalComponents } from '../../src/stats/principalComponents.ts';
import { table } from '../../src/table/table.ts';
import { expectClose } from '../support/close.ts';
import { cells, numberCells } from '../support/golden.ts';

const { BRANDRANK_GOLDEN } = process.env;
const file = (name: string): string => `${BRANDRANK_GOLDEN}/coinr/${name}.csv`;
const column = (name: string, of: string): string[] => cells(file(name)).get(of) as string[];
const numbers = (name: string, of: string): Float64Array => numberCells(file(name)).get(of) as Float64Array;

/** The index with equal weights of min-max values from 1 to 100, missing ones by the median. */
function asem(): ModelDocument {
  const [codes, parents, levels, directions] = ['iCode', 'Parent', 'Level', 'Direction'].map(of =>
    column('asem_iMeta', of),
  );
  const nodeOf = (row: number): ModelDocument['index'] => {
    const of = [...codes.keys()].filter(
      at => parents[at] === codes[row] && Number(levels[at]) === Number(levels[row]) - 1,
    );
    return of.length === 0 ? { id: codes[row] } : { id: codes[row], of: of.map(nodeOf) };
  };
  return {
    version: 1,
    name: 'ASEM with equal weights',
    rate: { unit: ['uCode'], within: [] },
    indicators: [...codes.keys()]
      .filter(row => levels[row] === '1')
      .map(row => ({
        id: codes[row],
        formula: `metric(${codes[row]})`,
        direction: directions[row] === '-1' ? 'cost' : 'benefit',
      })),
    missing: { method: 'peer-median' },
    normalize: { method: 'min-max', to: [1, 100] },
    index: nodeOf(levels.indexOf('4')),
  };
}

describe.skipIf(BRANDRANK_GOLDEN === undefined)("model health on COINr's ASEM example (needs BRANDRANK_GOLDEN)", () => {
  let health: ModelHealth;
  beforeAll(() => {
    const data = numberCells(file('asem_iData'));
    const codes = column('asem_iMeta', 'iCode').filter(code => data.has(code));
    const metrics = table([
      ['uCode', column('asem_iData', 'uCode')],
      ...codes.map((code): [string, Float64Array] => [code, data.get(code) as Float64Array]),
    ]);
    health = modelHealth(run(parseModel(asem()), { metrics }));
  });
  const node = (id: string): NodeHealth => health.nodes.find(each => each.id === id) as NodeHealth;

  it('flags inside of pillars the pairs that get_corr_flags flags at 0.75, with its three decimals', () => {
    const groups = column('corr_flags_075', 'Group');
    const [first, second] = ['Ind1', 'Ind2'].map(of => column('corr_flags_075', of));
    const theirs = groups.map((_, row) => [
      [first[row], second[row]].sort().join(),
      numbers('corr_flags_075', 'Corr')[row],
    ]);
    const ours = health.pairs
      .filter(({ isSameNode, correlation }) => isSameNode && Math.abs(correlation) >= 0.75)
      .map(pair => [[pair.first, pair.second].sort().join(), Number(pair.correlation.toFixed(3))]);
    expect(ours).toHaveLength(12);
    expect(new Map(ours as [string, number][])).toEqual(new Map(theirs as [string, number][]));
  });

  it('has the alpha of every pillar as get_cronbach, 1e-9', () => {
    const pillars = column('cronbach_pillars', 'group');
    expect(pillars).toHaveLength(8);
    expectClose(
      pillars.map(id => node(id).alpha),
      numbers('cronbach_pillars', 'cronbach'),
    );
  });

  it('has the correlations of indicators with the index, 1e-9', () => {
    const codes = column('corr_ind_index_pearson', 'Var2');
    expect(codes).toHaveLength(49);
    expectClose(
      codes.map(code => health.indicators.find(({ id }) => id === code)?.withScore ?? NaN),
      numbers('corr_ind_index_pearson', 'Correlation'),
    );
  });

  it('has the correlations of pillars inside of their sub-indices, 1e-9', () => {
    const between = health.nodes.flatMap(each => each.between);
    const [first, second] = ['Var1', 'Var2'].map(of => column('corr_pillars', of));
    const theirs = numbers('corr_pillars', 'Correlation');
    const held = between.filter(pair => {
      const row = first.findIndex((id, at) => id === pair.first && second[at] === pair.second);
      if (row !== -1) expectClose([pair.correlation], [theirs[row]], `${pair.first} and ${pair.second}`);
      return row !== -1;
    });
    // Ten pairs of five pillars, three of three; the pair of sub-indices is not in the file.
    expect(held).toHaveLength(13);
  });

  it('has the principal components of each pillar as get_PCA: deviations, shares and first loadings, 1e-9', () => {
    const groups = column('pca_level1_bygroup_variance', 'group');
    const [place, deviation, share] = ['PC', 'sdev', 'prop'].map(of => numbers('pca_level1_bygroup_variance', of));
    groups.forEach((id, row) => {
      const component = node(id).components[place[row] - 1];
      expectClose(
        [Math.sqrt(component.variance), component.share],
        [deviation[row], share[row]],
        `${id} ${place[row]}`,
      );
    });
    const loadings = new Map(
      column('pca_weights_level1_bygroup', 'iCode').map((code, row) => [
        code,
        numbers('pca_weights_level1_bygroup', 'Weight')[row],
      ]),
    );
    for (const id of new Set(groups)) {
      const { parts, components } = node(id);
      const theirs = parts.map(code => loadings.get(code) as number);
      // The sign of a component is arbitrary: ours sums to more than 0.
      const sign = Math.sign(theirs.reduce((sum, each) => sum + each, 0));
      expectClose(
        components[0].loadings,
        theirs.map(each => sign * each),
        id,
      );
    }
  });

  it('principalComponents of all 49 indicators are those of get_PCA over the whole level, 1e-9', () => {
    const data = numberCells(file('norm_imputed_minmax_0_100'));
    const codes = column('pca_weights_level1_all', 'iCode').slice(0, 49);
    const components = principalComponents(codes.map(code => data.get(code) as Float64Array));
    expect(components).toHaveLength(49);
    expectClose(
      components.map(({ variance }) => variance),
      numbers('pca_level1_all_variance', 'var'),
    );
    expectClose(
      components.map(({ share }) => share),
      numbers('pca_level1_all_variance', 'prop'),
    );
    const theirs = numbers('pca_weights_level1_all', 'Weight').slice(0, 49);
    expectClose(
      components[0].loadings,
      theirs.map(each => Math.sign(theirs.reduce((sum, one) => sum + one, 0)) * each),
    );
  });

  it('has importances that sum to 1 and are not the equal weights', () => {
    const importance = health.indicators.map(each => each.importance);
    expect(importance.reduce((sum, each) => sum + each)).toBeCloseTo(1, 9);
    expect(Math.max(...importance) / Math.min(...health.indicators.map(({ weight }) => weight))).toBeGreaterThan(2);
  });
});
