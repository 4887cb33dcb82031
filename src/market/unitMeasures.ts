import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { Formula } from '../expr/formula.ts';
import { check } from '../model/check.ts';
import type { MarketFormula } from '../model/market/formulaPlaces.ts';
import { planOf } from '../model/plan.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import { populate } from '../model/population.ts';
import type { Population } from '../model/population.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';

/** The units of a model, and the values of some formulas for each. */
export interface UnitMeasures extends Pick<Population, 'units' | 'period' | 'sales'> {
  readonly values: readonly Float64Array[];
}

/**
 * The values of formulas for every unit of a model, all in one pass over the sales rows.
 *
 * Shape: formulas of the `market` part that the tables are held against, and the formulas to evaluate, which may be parts of those, to one column
 * a formula. Conditions are 1, 0 or missing.
 * @throws every column that the tables do not have, at the place of its formula
 * @example unitMeasures(model, { sales }, [], [measure]).values[0] // [30, 40, NaN]
 */
export function unitMeasures(
  model: Model,
  tables: Tables,
  places: readonly MarketFormula[],
  formulas: readonly Formula[],
): UnitMeasures {
  const asked = ofFormulas(model, places);
  throwFaults(check(asked, tables).map(fault => atItsPlace(fault, places)));
  const plan = planOf(asked);
  const [first] = plan.indicators;
  const indicators = formulas.map((formula): PlannedIndicator => ({ ...first, formula }));
  const population = populate({ ...plan, measures: true, usesMetrics: true, indicators }, tables);
  const { units, period, sales } = population;
  return { units, period, sales, values: population.indicators.map(({ raw }) => raw) };
}

/** The model with the formulas for indicators, and nobody left out. */
function ofFormulas(model: Model, places: readonly MarketFormula[]): Model {
  const { eligible: _eligible, screen: _screen, market: _market, ...rest } = model;
  const written = places.map(({ text, want }) => (want === 'condition' ? `(${text}) ? 1 : 0` : text));
  const indicators = ['count()', ...written].map(
    (formula, at) => ({ id: `formula${at}`, formula, direction: 'benefit', transform: 'none' }) as const,
  );
  return {
    ...rest,
    indicators,
    missing: { method: 'none' },
    ties: [],
    index: { id: 'formulas', of: indicators.map(({ id }) => ({ id })) },
  };
}

function atItsPlace(fault: Fault, places: readonly MarketFormula[]): Fault {
  const [root, position] = fault.path;
  return root === 'indicators' && typeof position === 'number' && position > 0
    ? { ...fault, path: places[position - 1].path }
    : fault;
}
