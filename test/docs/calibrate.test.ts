// The backtest and the fitted weights in the README are what the command there prints.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { calibrate } from '../../src/calibrate/calibrate.ts';
import { calibrationLines } from '../../src/cli/calibrationLines.ts';
import { fixtureTables } from '../support/fixtureTables.ts';
import { ROOT } from '../support/sourceFiles.ts';

it(
  'the README shows the backtest and the weights of the groceries as calibrate gives them',
  { timeout: 120_000 },
  async () => {
    const { model, tables } = await fixtureTables('groceries');
    const found = calibrate(model, tables, {
      objective: 'ndcg@10',
      outcome: { formula: 'sum(revenue)', days: 14 },
      cuts: 6,
    });
    const lines = calibrationLines(found, model.name, 'sum(revenue)');
    expect(lines.length).toBeGreaterThan(30);
    const readme = readFileSync(`${ROOT}README.md`, 'utf8');
    expect(readme).toContain(`${lines.join('\n')}\n`);
    expect(readme).toContain('calibrate --model fixtures/groceries/model.json --sales fixtures/groceries/sales.csv.gz --metrics fixtures/groceries/brand_metrics.csv --outcome "sum(revenue)" --cuts 6 --days 14 '); // prettier-ignore
  },
);
