import { throwFaults } from '../errors/ratingError.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { check } from '../model/check.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';

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

/**
 * A model that rates any units over any period by some formulas, with the columns and rows of another.
 *
 * Shape: each indicator weighs what it says; a place in its peers (percentile rank) stands for it, so that no giant sets the scale.
 * @throws unknown_column, wrong_type of the formulas, at the places where the model states them
 * @example formulaModel(model, { sales }, { rate: { unit: ['merchant'], within: [] }, period: {} }, [{ id: 'sales', path: [], text: 'sum(revenue)', weight: 1, direction: 'benefit' }]).rate.unit // ['merchant']
 */
export function formulaModel(
  { version, name, columns, sales }: Model,
  tables: Tables,
  { rate, period }: Pick<Model, 'rate' | 'period'>,
  indicators: readonly UnitIndicator[],
): Model {
  const made: Model = {
    version,
    name,
    columns,
    sales,
    rate,
    period,
    indicators: indicators.map(({ id, text, direction }) => ({ id, formula: text, direction, transform: 'none' })),
    missing: { method: 'none' },
    outliers: { method: 'none' },
    normalize: { method: 'percentile-rank', to: [0, 100] },
    index: { id: 'lead', of: indicators.map(({ id, weight }) => ({ id, weight })) },
    rank: { method: 'competition' },
    ties: [],
  };
  throwFaults(check(made, tables).map(fault => atItsPlace(fault, indicators)));
  return made;
}

/** The faults are told where the model states the formula, not where it stands in the one that was made. */
function atItsPlace(fault: Fault, indicators: readonly UnitIndicator[]): Fault {
  const [part, at, , ...rest] = fault.path;
  return part === 'indicators' && typeof at === 'number'
    ? { ...fault, path: [...indicators[at].path, ...rest] }
    : fault;
}
