// The formulas compiled and evaluated by mathjs row by row, on a tenth of the rows.
import { createRequire } from 'node:module';
import { compile } from 'mathjs/number';
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';
import { formulas } from '../workloads/formula.ts';

const require = createRequire(import.meta.url);

await serve(folder => {
  const input = readColumns(folder);
  const [price, units, discount] = ['price', 'units', 'discount'].map(name => doubles(input, name));
  const rows = price.length / 10;
  let made: (readonly [string, Float64Array])[] = [];
  return {
    work() {
      made = Object.entries(formulas).map(([name, text]) => {
        const formula = compile(text);
        const values = new Float64Array(rows);
        const scope = { price: 0, units: 0, discount: 0 };
        for (let row = 0; row < rows; row++) {
          scope.price = price[row];
          scope.units = units[row];
          scope.discount = discount[row];
          values[row] = formula.evaluate(scope) as number;
        }
        return [name, values] as const;
      });
    },
    results: () => made,
    versions: { mathjs: (require('mathjs/package.json') as { version: string }).version },
  };
});
