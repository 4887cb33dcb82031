import type { Fault } from '../errors/ratingError.ts';
import type { Formula } from '../expr/formula.ts';
import { partsOf } from '../expr/parts.ts';
import type { Plan } from './plan.ts';

/**
 * Formulas that need more of a period than there is: another period although the model's has no length, or an age where rows are
 * chosen and no period is at hand yet.
 *
 * @example periodFaults(planOf(model)) // [] when period.days is given and ages are taken inside of measures
 */
export function periodFaults({ model, indicators, eligible, where, derive }: Plan): Fault[] {
  const faults: Fault[] = [];
  const forbid = (
    formula: Formula | null,
    path: Fault['path'],
    name: (part: Formula) => string | undefined,
    message: string,
  ): void => {
    const found = formula && firstOf(formula, name);
    if (found) faults.push({ code: 'invalid_model', path, message: `${found}() ${message}` });
  };
  const age = (part: Formula): string | undefined => (part.kind === 'age_days' ? part.kind : undefined);
  const whole = 'needs the period, which is not known where rows are chosen; use it inside of a measure';
  forbid(where, ['sales', 'where'], age, whole);
  for (const { name, formula } of derive) forbid(formula, ['sales', 'derive', name], age, whole);
  if (model.period.days !== undefined) return faults;
  const shift = (part: Formula): string | undefined => (part.kind === 'shift' ? part.by : undefined);
  const length = 'needs a period of stated length; give period.days';
  indicators.forEach((indicator, position) => {
    forbid(indicator.formula, ['indicators', position, 'formula'], shift, length);
    forbid(indicator.evidence, ['indicators', position, 'evidence'], shift, length);
    forbid(indicator.shrink?.by ?? null, ['indicators', position, 'shrink', 'by'], shift, length);
    if (indicator.fillFrom !== null && indicator.fillFrom !== 'indicators') {
      const { method } = indicator.missing;
      const path = model.indicators[position].missing ? ['indicators', position, 'missing'] : ['missing'];
      const told = faults.some(fault => fault.path.join() === path.join());
      if (!told) faults.push({ code: 'invalid_model', path, message: `${method} ${length}` });
    }
  });
  forbid(eligible, ['eligible'], shift, length);
  return faults;
}

function firstOf(formula: Formula, name: (part: Formula) => string | undefined): string | undefined {
  return (
    name(formula) ??
    partsOf(formula)
      .map(part => firstOf(part, name))
      .find(found => found !== undefined)
  );
}
