// Score in arquero: grouped aggregates inside of a derive, then ranks in the order of the scores. The last argument tells what is kept:
// `stages`, the normalized column of every indicator, as brandrank keeps them, or `scores` alone.
import { createRequire } from 'node:module';
import { readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

const require = createRequire(`${process.argv[3]}/`);

/** The little of arquero that is used here; it is not installed in this package, and so its types are not either. */
interface Frame {
  groupby(...names: string[]): Frame;
  derive(columns: Record<string, string>): Frame;
  orderby(by: unknown): Frame;
  ungroup(): Frame;
  array(name: string, type: typeof Float64Array): Float64Array;
}
interface Arquero {
  table(columns: Record<string, unknown>): Frame;
  desc(name: string): unknown;
}

await serve(async folder => {
  // A module of unknown type: see above.
  const { table, desc } = (await import(require.resolve('arquero'))) as Arquero;
  const input = readColumns(folder);
  const names = [...input.keys()].filter(name => name.startsWith('v'));
  const total = (names.length * (names.length + 1)) / 2;
  const units = table(Object.fromEntries(input));
  const places = names.map(name => `(100 * (d.${name} - op.min(d.${name}))) / (op.max(d.${name}) - op.min(d.${name}))`);
  const keepsStages = process.argv[4] === 'stages';
  const stages = Object.fromEntries(names.map((name, at) => [`n_${name}`, `d => ${places[at]}`]));
  const parts = names.map((name, at) => `${(at + 1) / total} * ${keepsStages ? `d.n_${name}` : places[at]}`);
  let rated: Frame;
  return {
    work() {
      const grouped = units.groupby('category');
      const scored = (keepsStages ? grouped.derive(stages) : grouped).derive({ score: `d => ${parts.join(' + ')}` });
      rated = scored.orderby(desc('score')).derive({ rank: 'd => op.rank()' });
    },
    // Ordering a table only changes how it is listed: unordered, its columns are in the order of the input.
    results() {
      const listed = rated.ungroup() as Frame & { unorder(): Frame };
      return ['score', 'rank'].map(name => [name, listed.unorder().array(name, Float64Array)] as const);
    },
    versions: { arquero: (require('arquero/package.json') as { version: string }).version },
  };
});
