// Categories rated by the engine that rates brands: the unit is the category, the metrics are its ready measures.
import { parseModel } from '../model/parseModel.ts';
import { run } from '../model/run.ts';
import type { Result } from '../model/result.ts';
import type { ModelDocument } from '../model/spec.ts';
import { table } from '../table/table.ts';
import type { ColumnInput } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import { READY_MEASURES } from './categoryMeasures.ts';
import type { CategoryMeasures } from './categoryMeasures.ts';

/** How categories are ordered when the model does not say: `market.categories.model`. */
export const categoriesModel: Omit<ModelDocument, 'rate'> = {
  version: 1,
  name: 'categories',
  indicators: [
    { id: 'size', formula: 'metric(size)', transform: 'log1p' },
    { id: 'growth', formula: 'metric(growth)' },
    { id: 'concentration', formula: 'metric(concentration)', direction: 'cost' },
    { id: 'entry_barrier', formula: 'metric(entry_barrier)', direction: 'cost', transform: 'log1p' },
    { id: 'new_brand_share', formula: 'metric(new_brand_share)' },
    { id: 'demand_gap', formula: 'metric(demand_gap)' },
  ],
  missing: { method: 'peer-median' },
  normalize: { method: 'percentile-rank', to: [0, 100] },
  index: {
    id: 'attraction',
    of: [
      { id: 'size', weight: 30 },
      { id: 'growth', weight: 25 },
      { id: 'demand_gap', weight: 15 },
      { id: 'concentration', weight: 10 },
      { id: 'entry_barrier', weight: 10 },
      { id: 'new_brand_share', weight: 10 },
    ],
  },
};

/** How the dimensions of blue ocean are combined when the model does not say: `market.blueOcean.model`. */
export const blueOceanModel: Omit<ModelDocument, 'rate'> = {
  version: 1,
  name: 'blue-ocean',
  indicators: [
    { id: 'demand_gap', formula: 'metric(demand_gap)' },
    { id: 'size', formula: 'metric(size)', transform: 'log1p' },
    { id: 'entry_barrier', formula: 'metric(entry_barrier)', direction: 'cost', transform: 'log1p' },
    { id: 'new_brand_share', formula: 'metric(new_brand_share)' },
  ],
  missing: { method: 'peer-median' },
  normalize: { method: 'percentile-rank', to: [0, 100] },
  index: {
    id: 'opportunity',
    of: [
      { id: 'demand_gap', weight: 40 },
      { id: 'size', weight: 20 },
      { id: 'entry_barrier', weight: 20 },
      { id: 'new_brand_share', weight: 20 },
    ],
  },
};

/** What a model makes of one category. */
export interface RatedUnit {
  /** Its number among the measured ones. */
  readonly unit: number;
  readonly rank: number | null;
  readonly score: number | null;
  readonly grade: string | null;
  /** Its strongest and its weakest indicator. */
  readonly reason: string;
}

/**
 * Rates categories, or their price bands, by a model over their ready measures; best first.
 *
 * Shape: measures of some of the units to one row each, by rank, then by key. The document's unit is set: all are each other's peers.
 * Degenerate: no units: no rows; a unit that the model does not rank comes last.
 * @throws every fault of the document
 * @example rateMeasures(blueOceanModel, categoryMeasures(study, ['category'], frameOf(study, 'growth')), [0])[0].rank // 1
 */
export function rateMeasures(
  document: object,
  { keys, measures }: CategoryMeasures,
  units: readonly number[],
): RatedUnit[] {
  if (units.length === 0) return [];
  const names = [...keys.keys()];
  const model = parseModel({ ...document, rate: { unit: names, within: [] } });
  const columns: [string, ColumnInput][] = [...keys].map(([name, column]) => [
    name,
    units.map(unit => textAt(column, unit)),
  ]);
  for (const name of READY_MEASURES) columns.push([name, Float64Array.from(units, unit => measures[name][unit])]);
  const result = run(model, { metrics: table(columns) });
  // Both are in the order of their keys.
  const rated = units.map((unit, row): RatedUnit => ({ unit, ...told(result, row) }));
  return rated.sort((left, right) => (left.rank ?? Infinity) - (right.rank ?? Infinity) || left.unit - right.unit);
}

function told({ rank, score, grade, indicators }: Result, row: number): Omit<RatedUnit, 'unit'> {
  const known = indicators.filter(({ normalized }) => !Number.isNaN(normalized[row]));
  const byValue = [...known].sort((left, right) => right.normalized[row] - left.normalized[row]);
  const [best, worst] = [byValue[0], byValue.at(-1)].map(
    each => each && `${each.id} ${each.normalized[row].toFixed(0)}`,
  );
  return {
    rank: Number.isNaN(rank[row]) ? null : rank[row],
    score: Number.isNaN(score[row]) ? null : score[row],
    grade: grade?.names[grade.codes[row]] ?? null,
    reason: best === undefined ? 'nothing is known of it' : `strongest ${best}, weakest ${worst}`,
  };
}
