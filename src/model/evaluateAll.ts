// All formulas of a model at once, so that each period's rows are grouped once.
import type { Formula } from '../expr/formula.ts';
import { shiftedBy, shiftsAround } from './periodsAround.ts';
import type { Plan } from './plan.ts';

/** What was measured of one indicator in one period. */
export interface RawValues {
  readonly raw: Float64Array;
  readonly evidence: Float64Array | null;
  readonly shrinkBy: Float64Array | null;
}

/** The raw values of one indicator, what stands behind them, and the same in the periods that fill what is missing. */
export interface RawIndicator extends RawValues {
  /** In order of time, the model's own period left out; none where nothing asks for them. */
  readonly around?: readonly RawValues[];
}

/**
 * The values of a model's formulas.
 *
 * Shape: `evaluate` gives one column a formula.
 * Degenerate: a model that does not say who is eligible: every unit.
 * @example evaluateAll(plan, formulas => formulas.map(() => Float64Array.of(1))).indicators[0].raw // [1]
 */
export function evaluateAll(
  { indicators, eligible }: Pick<Plan, 'indicators' | 'eligible'>,
  evaluate: (formulas: readonly Formula[]) => Float64Array[],
): { readonly eligible: Float64Array; readonly indicators: readonly RawIndicator[] } {
  const formulas: Formula[] = [eligible ?? ALL_ELIGIBLE];
  const add = (formula: Formula): number => formulas.push(formula) - 1;
  const places = indicators.map(({ formula, evidence, shrink, fillFrom }) => {
    const inPeriod = (shift: (formula: Formula) => Formula): Places => ({
      raw: add(shift(formula)),
      evidence: evidence && add(shift(evidence)),
      shrinkBy: shrink && add(shift(shrink.by)),
    });
    const around = shiftsAround(fillFrom).map(shifts => inPeriod(each => shiftedBy(each, shifts)));
    return { ...inPeriod(each => each), around };
  });
  const values = evaluate(formulas);
  const at = ({ raw, evidence, shrinkBy }: Places): RawValues => ({
    raw: values[raw],
    evidence: evidence === null ? null : values[evidence],
    shrinkBy: shrinkBy === null ? null : values[shrinkBy],
  });
  return {
    eligible: values[0],
    indicators: places.map(place => withAround(at(place), place.around.map(at))),
  };
}

/**
 * Some rows of an indicator's columns.
 *
 * @example rowsOf({ raw: Float64Array.of(1, 2), evidence: null, shrinkBy: null }, values => values.slice(1)).raw // [2]
 */
export function rowsOf(
  { around = [], ...own }: RawIndicator,
  pick: (column: Float64Array) => Float64Array,
): RawIndicator {
  const picked = ({ raw, evidence, shrinkBy }: RawValues): RawValues => ({
    raw: pick(raw),
    evidence: evidence && pick(evidence),
    shrinkBy: shrinkBy && pick(shrinkBy),
  });
  return withAround(picked(own), around.map(picked));
}

interface Places {
  readonly raw: number;
  readonly evidence: number | null;
  readonly shrinkBy: number | null;
}

function withAround(own: RawValues, around: readonly RawValues[]): RawIndicator {
  return around.length === 0 ? own : { ...own, around };
}

const ALL_ELIGIBLE: Formula = { kind: 'literal', value: 1 };
