// The formulas in brandrank: read once, compiled and evaluated over whole columns in each round.
import { evaluate } from '../../src/expr/evaluate.ts';
import type { Leaf } from '../../src/expr/formula.ts';
import { parseFormula } from '../../src/expr/parse.ts';
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';
import { formulas } from '../workloads/formula.ts';

await serve(folder => {
  const input = readColumns(folder);
  const parsed = Object.entries(formulas).map(([name, text]) => [name, parseFormula(text, 'row', [name])] as const);
  const scope = {
    rows: doubles(input, 'price').length,
    // The formulas have no other leaves than columns.
    leaf: (leaf: Leaf) => ({ type: 'number', values: doubles(input, (leaf as { name: string }).name) }) as const,
  };
  let made: (readonly [string, Float64Array])[] = [];
  return {
    work() {
      made = parsed.map(([name, formula]) => [name, evaluate(formula, scope)] as const);
    },
    results: () => made,
    versions: {},
  };
});
