import { RatingError, throwFaults } from '../errors/ratingError.ts';
import { check } from '../model/check.ts';
import { planOf } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { prepareSales } from '../model/sales.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { evaluateUnits } from '../model/unitFormulas.ts';
import type { UnitSources } from '../model/unitFormulas.ts';
import { measureAll } from '../steps/indicators/measures.ts';
import { unitsOf } from '../model/units.ts';
import type { Period } from '../table/period.ts';
import type { TextColumn } from '../table/text.ts';
import { keyAt } from './cut.ts';

/** A formula over sales rows, ready for any period. */
export type SalesValues = (period: Period) => ReadonlyMap<string, number>;

/**
 * The plan to measure one formula and nothing else, under the columns, filters and units of a model.
 *
 * @throws invalid_formula, unknown_name, wrong_type, all at `path`
 * @example measuring(model, 'sum(revenue)', ['outcome']).indicators.length // 1
 */
export function measuring(model: Model, formula: string, path: readonly string[]): Plan {
  const { eligible: _eligible, grade: _grade, screen: _screen, ...rest } = model;
  return at(path, () =>
    planOf({
      ...rest,
      indicators: [{ id: 'outcome', formula, direction: 'benefit', transform: 'none' }],
      index: { id: 'outcomes', of: [{ id: 'outcome' }] },
      ties: [],
    }),
  );
}

/**
 * The values of a formula for every unit that ever had a sales row, over any period: what the units sold next, or so far.
 *
 * Shape: a formula over sales to a function of a period that gives one number a unit, by its key.
 * Degenerate: a unit without rows in the period has sums and counts of 0; a period that no row falls in: missing.
 * @throws the faults of the formula and of the tables under it, each at `path`
 * @example salesValues(model, { sales }, 'sum(revenue)', ['outcome'])({ start: 17744, end: 17774 }).get('["tea","Ada"]') // 30
 */
export function salesValues(model: Model, tables: Tables, formula: string, path: readonly string[]): SalesValues {
  const plan = measuring(model, formula, path);
  if (plan.usesMetrics || !tables.sales)
    throw new RatingError('invalid_argument', path, 'is measured over sales rows; give sales, and no metrics in it');
  at(path, () => throwFaults(check(plan.model, tables)));
  const sales = prepareSales(plan, tables);
  // Checked before: keys are text.
  const keys = plan.keys.map(name => sales.column(name) as TextColumn);
  const { units, rowUnits } = unitsOf(keys, sales.rows, model.rate.within.length);
  const labels = Array.from({ length: units.count }, (_, unit) => keyAt(units.keys, unit));
  const rows = { groups: rowUnits, days: sales.days, scope: sales.scope };
  const sources: UnitSources = {
    units,
    measure: (period, measures) => measureAll(rows, period, measures),
    column: (name: string) => {
      const position = plan.keys.indexOf(name);
      if (position === -1)
        throw new RatingError('invalid_argument', path, `asks for "${name}" of a unit; measure it over rows`);
      return units.keys[position];
    },
    metric: () => units.keys[0],
  };
  return period => {
    const [values] = evaluateUnits([plan.indicators[0].formula], sources, period);
    return new Map(labels.map((label, unit) => [label, values[unit]]));
  };
}

/** Does something whose faults are all of one place outside of the model document. */
function at<Answer>(path: readonly string[], act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RatingError)) throw error;
    const isOfFormula = (place: RatingError['faults'][number]['path']): boolean => place[0] === 'indicators';
    throwFaults(error.faults.map(fault => (isOfFormula(fault.path) ? { ...fault, path } : fault)));
    throw error;
  }
}
