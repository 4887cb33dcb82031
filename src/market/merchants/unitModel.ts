// Formulas about merchants or brands over some months of a study.
import { parseFormula } from '../../expr/parse.ts';
import type { Model } from '../../model/spec.ts';
import { dayOf } from '../../table/days.ts';
import type { TextColumn } from '../../table/text.ts';
import { formulaModel } from '../formulaModel.ts';
import type { PlacedFormula, UnitIndicator } from '../formulaModel.ts';
import { toldWindow } from '../months.ts';
import type { Window } from '../months.ts';
import type { Study } from '../study.ts';
import { unitMeasures } from '../unitMeasures.ts';

/** The values of some formulas, one array a formula, for every unit with sales in the period. */
export interface UnitValues {
  readonly count: number;
  readonly names: TextColumn;
  readonly values: readonly Float64Array[];
}

/**
 * A model that rates other units over some months, with the tables, rows and columns of a study's model.
 *
 * @throws unknown_column, wrong_type of the formulas, at the places where the model states them
 * @example unitModel(study, ['merchant'], [], { from: 0, to: 0 }, [{ id: 'sales', path: [], text: 'sum(revenue)', weight: 1, direction: 'benefit' }]).rate.unit // ['merchant']
 */
export function unitModel(
  study: Study,
  unit: readonly string[],
  within: readonly string[],
  window: Window,
  indicators: readonly UnitIndicator[],
): Model {
  const rate = { unit: [...unit], within: [...within] };
  return formulaModel(study.model, study.tables, { rate, period: periodOf(study, window) }, indicators);
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
  const { model, tables, soldBy } = study;
  const places = formulas.map(({ path, text }) => ({ path, text, want: 'number' as const }));
  const rate = { unit: [unit], within: [] };
  const read = formulas.map(({ path, text }) => parseFormula(text, 'unit', path));
  const question = { rate, period: periodOf(study, window), places, formulas: read };
  const { units, values } = unitMeasures(model, tables, question, soldBy);
  return { count: units.count, names: units.keys[0], values };
}

function periodOf({ rows }: Study, window: Window): Model['period'] {
  const { start, end } = toldWindow(rows.months, window);
  return { end, days: dayOf(end) - dayOf(start) + 1 };
}
