import type { Formula } from '../expr/formula.ts';
import { planOf } from '../model/plan.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import { populationOf } from '../model/population.ts';
import type { Population } from '../model/population.ts';
import { prepareSales } from '../model/sales.ts';
import { soldUnits } from '../model/soldUnits.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { usedMetrics } from '../model/usedMetrics.ts';
import { formulaModel } from './formulaModel.ts';
import type { PlacedFormula, UnitIndicator } from './formulaModel.ts';
import type { SoldByKeys } from './soldByKeys.ts';

/** The units of a model, and the values of some formulas for each. */
export interface UnitMeasures extends Pick<Population, 'units' | 'period'> {
  readonly values: readonly Float64Array[];
}

/** A formula that the tables are held against; a condition gives 1, 0 or missing. */
export interface CheckedFormula extends PlacedFormula {
  readonly want: 'number' | 'condition';
}

/** What is asked of which units over which period. */
export interface UnitQuestion extends Pick<Model, 'rate' | 'period'> {
  readonly places: readonly CheckedFormula[];
  /** What is evaluated; these may be parts of the formulas that are checked. */
  readonly formulas: readonly Formula[];
}

/**
 * The values of formulas for every unit that has a sales row in the period, by the engine that rates: the same measures, metrics and attributes.
 *
 * Shape: one column a formula, units in the order of their keys. Sales rows are those of a study where `soldBy` gives them, so that what was
 * measured for one question is not measured again.
 * Degenerate: no sales rows: no units.
 * @throws unknown_column, wrong_type of the formulas that are checked, at their places
 * @example unitMeasures(model, { sales }, { ...model, places: [], formulas: [measure] }).values[0] // [30, 40, NaN]
 */
export function unitMeasures(
  model: Model,
  tables: Tables,
  { rate, period, places, formulas }: UnitQuestion,
  soldBy?: SoldByKeys,
): UnitMeasures {
  const plan = planOf(formulaModel(model, tables, { rate, period }, [COUNT, ...places.map(indicatorOf)]));
  const [first] = plan.indicators;
  const asked = { ...plan, indicators: formulas.map((formula): PlannedIndicator => ({ ...first, formula })) };
  const sold = soldBy
    ? soldBy(plan.keys, rate.within.length)
    : tables.sales && soldUnits(asked, prepareSales(asked, tables), tables.sales.rows);
  const population = populationOf(asked, tables, sold, usedMetrics(asked, tables));
  return { ...population, values: population.indicators.map(({ raw }) => raw) };
}

const COUNT: UnitIndicator = { id: 'count', path: [], text: 'count()', weight: 1, direction: 'benefit' };

function indicatorOf({ path, text, want }: CheckedFormula, at: number): UnitIndicator {
  const written = want === 'condition' ? `(${text}) ? 1 : 0` : text;
  return { id: `formula${at}`, path, text: written, weight: 1, direction: 'benefit' };
}
