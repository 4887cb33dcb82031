import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import { liveRating } from '../../src/model/live.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { run } from '../../src/model/run.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { dates } from '../../src/table/days.ts';
import { numbers, table } from '../../src/table/table.ts';
import type { ColumnInput, Table } from '../../src/table/table.ts';
import { textColumn } from '../../src/table/text.ts';
import { resultText } from '../support/market.ts';
import type { Row } from '../support/market.ts';
import { document, history } from './liveCases.ts';

const SALES = ['date', 'shipped_date', 'merchant', 'brand', 'category', 'channel', 'units', 'revenue'];
const NUMBERS = ['units', 'revenue', 'review', 'late'];
const METRICS = ['brand', 'category', 'date', 'region', 'review', 'late'];
const brands = table({ brand: ['Ada', 'Bo', 'Cy', '__proto__'], owner: ['o1', 'o2', 'o1', 'o1'] });

/** Typed by name, so that columns without a value are what they are. */
function typed(of: readonly Row[], names: readonly string[]): Table {
  return table(
    names.map((name): [string, ColumnInput] => {
      const values = of.map(row => row[name] ?? null);
      if (name.endsWith('date')) return [name, dates(values as (string | null)[])];
      if (NUMBERS.includes(name)) return [name, numbers(values as (number | null)[])];
      return [name, textColumn(values as (string | null)[])];
    }),
  );
}

function tablesOf(sales: readonly Row[], metrics: readonly Row[]): Tables {
  return { sales: typed(sales, SALES), metrics: typed(metrics, METRICS), brands };
}

/** What one row of metrics is for; a row without a key is only itself. */
function metricKey({ rate }: Model): (row: Row) => unknown {
  const names = [...rate.within.filter(name => METRICS.includes(name)), 'brand', 'date'];
  return row => (row.brand === null ? row : JSON.stringify(names.map(name => row[name])));
}

/** A result with every bit of it, or what is said instead. */
function told(make: () => Result): string {
  try {
    const result = make();
    return `${resultText(result)}\n${JSON.stringify(result.rejects)}`;
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    return String(error);
  }
}

/** A document that the reader refuses is no model. */
function modelFrom(from: ModelDocument): Model | undefined {
  try {
    return parseModel({ ...from, columns: { sales: { shipped: 'shipped_date' } } });
  } catch {
    return undefined;
  }
}

describe('a live rating', () => {
  it('is the full run to the last bit, over 1,000 random histories under random models', { timeout: 900_000 }, () => {
    let [models, results] = [0, 0];
    fc.assert(
      fc.property(
        document.filter(each => modelFrom(each) !== undefined),
        history,
        (from, { sales, metrics, steps }) => {
          const model = modelFrom(from) as Model;
          const full = told(() => run(model, tablesOf(sales, metrics)));
          let live: ReturnType<typeof liveRating>;
          try {
            live = liveRating(model, tablesOf(sales, metrics));
          } catch (error) {
            expect(String(error)).toBe(full);
            return;
          }
          models++;
          expect(told(live.result)).toBe(full);
          let present = sales.map((row, at) => ({ row, number: at + 1 }));
          let given = sales.length;
          const keyOf = metricKey(model);
          const known = new Map(metrics.map(row => [keyOf(row), row]));
          for (const step of steps) {
            const gone = new Set(step.withdrawn.map(at => present[at]?.number));
            gone.delete(undefined as never);
            for (const row of step.metrics) known.set(keyOf(row), row);
            present = [
              ...present.filter(({ number }) => !gone.has(number)),
              ...step.sales.map((row, at) => ({ row, number: given + at + 1 })),
            ];
            given += step.sales.length;
            live.update({
              sales: typed(step.sales, SALES),
              metrics: typed(step.metrics, METRICS),
              withdrawn: [...gone],
            });
            const now = tablesOf(
              present.map(({ row }) => row),
              [...known.values()],
            );
            const whole = told(() => run(model, now));
            if (!whole.startsWith('RatingError')) results++;
            expect(told(live.result)).toBe(whole);
            expect(told(() => run(model, live.tables()))).toBe(whole);
          }
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 1000), ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}) },
    );
    // The histories are no empty ones.
    expect(models).toBeGreaterThan(900);
    expect(results).toBeGreaterThan(1_500);
  });
});
