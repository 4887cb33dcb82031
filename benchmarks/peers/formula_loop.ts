// The formulas as one would write them by hand: one loop each, without a thought for missing values.
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

await serve(folder => {
  const input = readColumns(folder);
  const [price, units, discount] = ['price', 'units', 'discount'].map(name => doubles(input, name));
  let made: Record<string, Float64Array> = {};
  return {
    work() {
      const rows = price.length;
      const value = new Float64Array(rows);
      for (let row = 0; row < rows; row++) value[row] = price[row] * units[row] - 0.5 * discount[row];
      const kind = new Float64Array(rows);
      for (let row = 0; row < rows; row++) kind[row] = units[row] > 10 ? price[row] : 0.9 * price[row];
      const size = new Float64Array(rows);
      for (let row = 0; row < rows; row++) size[row] = Math.log(price[row] * units[row]) / Math.log(10);
      made = { value, kind, size };
    },
    results: () => Object.entries(made),
    versions: {},
  };
});
