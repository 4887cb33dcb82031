// Score in brandrank: every stage from raw indicators to ranks, as `run` does it after the rows are measured.
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { scoreUnits, type Scored } from '../../src/model/score.ts';
import { codes, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

await serve(folder => {
  const columns = readColumns(folder);
  const names = [...columns.keys()].filter(name => name.startsWith('v'));
  const plan = planOf(
    parseModel({
      version: 1,
      name: 'bench',
      rate: { unit: ['brand'], within: ['category'] },
      indicators: names.map(name => ({ id: name, formula: `metric(${name})` })),
      normalize: { method: 'min-max', to: [0, 100] },
      index: { id: 'power', of: names.map((name, at) => ({ id: name, weight: at + 1 })) },
    }),
  );
  const category = codes(columns, 'category');
  const peers = { of: category, count: category.reduce((most, code) => Math.max(most, code), 0) + 1 };
  const indicators = names.map(name => ({ raw: doubles(columns, name), evidence: null, shrinkBy: null }));
  const eligible = new Uint8Array(category.length).fill(1);
  let scored: Scored;
  return {
    work() {
      scored = scoreUnits(plan, { indicators, peers, groupings: new Map(), eligible });
    },
    results: () => [
      ['score', scored.score],
      ['rank', scored.rank],
    ],
    versions: {},
  };
});
