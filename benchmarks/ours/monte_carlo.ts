// Monte Carlo in brandrank: the model's index under stated sets of weights, as `uncertaintyOver` does it once the units are measured.
import { openModel, uncertaintyOver, type ChoiceUncertainty } from '../../src/audit/sure/openModel.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { table } from '../../src/table/table.ts';
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

await serve(folder => {
  const columns = readColumns(folder);
  const names = [...columns.keys()].filter(name => name.startsWith('v'));
  const weights = doubles(columns, 'weights');
  const vectors = weights.length / names.length;
  const brands = Array.from({ length: doubles(columns, names[0]).length }, (_, unit) => String(unit).padStart(6, '0'));
  const model = parseModel({
    version: 1,
    name: 'bench',
    rate: { unit: ['brand'], within: [] },
    indicators: names.map(name => ({ id: name, formula: `metric(${name})` })),
    normalize: { method: 'min-max', to: [0, 100] },
    index: { id: 'power', of: names.map((name, at) => ({ id: name, weight: at + 1 })) },
  });
  const metrics = table([['brand', brands], ...names.map(name => [name, doubles(columns, name)] as const)]);
  const sets = Array.from(
    { length: vectors },
    (_, vector) => new Map(names.map((name, at) => [name, weights[vector * names.length + at]])),
  );
  const open = openModel(model, { metrics }, { weights: { method: 'sets', sets } }, 1);
  const runs = sets.map((_, run) => ({ methods: [0, 0, 0, 0], weights: run }));
  let found: ChoiceUncertainty;
  return {
    work() {
      found = uncertaintyOver(open, runs, {});
    },
    results: () => [
      ['mean', found.ranks.mean],
      ['median', found.ranks.median],
      ['low', found.ranks.low],
      ['high', found.ranks.high],
    ],
    versions: {},
  };
});
