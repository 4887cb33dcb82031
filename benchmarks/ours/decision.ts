// One method of a step in brandrank, on columns and group ids.
import { aggregate } from '../../src/steps/aggregate/index.ts';
import { normalize } from '../../src/steps/normalize/index.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { codes, doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

await serve(folder => {
  const [, , , method, by] = process.argv;
  const columns = readColumns(folder);
  const names = [...columns.keys()].filter(name => name.startsWith('v'));
  const parts = names.map(name => doubles(columns, name));
  const category = codes(columns, 'category');
  const count = category.reduce((most, code) => Math.max(most, code), 0) + 1;
  const groups = by === 'whole' ? oneGroup(category.length) : { of: category, count };
  const equal = parts.map(() => new Float64Array(groups.count).fill(1 / parts.length));
  const methods: Readonly<Record<string, () => readonly Float64Array[]>> = {
    'min-max': () => parts.map(values => normalize(values, groups, { method: 'min-max', to: [0, 1] })),
    entropy: () => weigh(parts, groups, { method: 'entropy' }),
    critic: () => weigh(parts, groups, { method: 'critic' }),
    topsis: () => [aggregate(parts, equal, groups, { method: 'topsis' })],
  };
  const work = methods[method];
  let made: readonly Float64Array[] = [];
  return {
    work() {
      made = work();
    },
    results: () => made.map((values, at) => [`r${String(at).padStart(2, '0')}`, values] as const),
    versions: {},
  };
});
