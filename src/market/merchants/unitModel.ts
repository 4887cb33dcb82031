// Formulas about merchants or brands, worked out by the engine that rates: the same measures, metrics and attributes.
import { throwFaults } from '../../errors/ratingError.ts';
import type { FaultPath } from '../../errors/ratingError.ts';
import { check } from '../../model/check.ts';
import { planOf } from '../../model/plan.ts';
import { populate } from '../../model/population.ts';
import type { Model } from '../../model/spec.ts';
import { dayOf } from '../../table/days.ts';
import type { TextColumn } from '../../table/text.ts';
import { toldWindow } from '../months.ts';
import type { Window } from '../months.ts';
import type { Study } from '../study.ts';

/** A formula, and where the model states it. */
export interface PlacedFormula {
  readonly path: FaultPath;
  readonly text: string;
}

/** An indicator of a question: its id, its formula and place, what it weighs. */
export interface UnitIndicator extends PlacedFormula {
  readonly id: string;
  readonly weight: number;
  readonly direction: 'benefit' | 'cost';
}

/** The values of some formulas, one array a formula, for every unit with sales in the period. */
export interface UnitValues {
  readonly count: number;
  readonly names: TextColumn;
  readonly values: readonly Float64Array[];
}

/**
 * A model that rates other units over some months, with the tables, rows and columns of a study's model.
 *
 * Shape: each indicator weighs what it says; a place in its peers (percentile rank) stands for it, so that no giant sets the scale.
 * @throws unknown_column, wrong_type of the formulas, at the places where the model states them
 * @example unitModel(study, ['merchant'], [], { from: 0, to: 0 }, [{ id: 'sales', path: [], text: 'sum(revenue)', weight: 1, direction: 'benefit' }]).rate.unit // ['merchant']
 */
export function unitModel(
  { model, tables, rows }: Study,
  unit: readonly string[],
  within: readonly string[],
  window: Window,
  indicators: readonly UnitIndicator[],
): Model {
  const { start, end } = toldWindow(rows.months, window);
  const { version, name, columns, sales } = model;
  const made: Model = {
    version,
    name,
    columns,
    sales,
    rate: { unit: [...unit], within: [...within] },
    period: { end, days: dayOf(end) - dayOf(start) + 1 },
    indicators: indicators.map(({ id, text, direction }) => ({ id, formula: text, direction, transform: 'none' })),
    missing: { method: 'none' },
    outliers: { method: 'none' },
    normalize: { method: 'percentile-rank', to: [0, 100] },
    index: { id: 'lead', of: indicators.map(({ id, weight }) => ({ id, weight })) },
    rank: { method: 'competition' },
    ties: [],
  };
  // The faults are told where the model states the formula, not where it stands in this one.
  const faults = check(made, tables).map(fault => {
    const [part, at, , ...rest] = fault.path;
    return part === 'indicators' && typeof at === 'number'
      ? { ...fault, path: [...indicators[at].path, ...rest] }
      : fault;
  });
  throwFaults(faults);
  return made;
}

/**
 * The values of some formulas for every unit that has a sales row in those months.
 *
 * Degenerate: no sales rows: no units.
 * @throws unknown_column, wrong_type of the formulas, at the places where the model states them
 * @example unitValues(study, 'merchant', { from: 0, to: 0 }, [{ path: [], text: 'sum(revenue)' }]).values[0].length // how many merchants there are
 */
export function unitValues(
  study: Study,
  unit: 'merchant' | 'brand',
  window: Window,
  formulas: readonly PlacedFormula[],
): UnitValues {
  const indicators = formulas.map((formula, at) => ({
    ...formula,
    id: `formula${at}`,
    weight: 1,
    direction: 'benefit' as const,
  }));
  const model = unitModel(study, [unit], [], window, indicators);
  const population = populate(planOf(model), study.tables);
  return {
    count: population.units.count,
    names: population.units.keys[0],
    values: population.indicators.map(({ raw }) => raw),
  };
}
