import { planOf } from '../model/plan.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import type { Comparable } from './comparable.ts';
import { modelDifferences } from './modelDifferences.ts';

/**
 * Whether both models measure an indicator alike, so that raw values of one stand for the other.
 *
 * @example sharedMeasures(result, result)('revenue') // true
 */
export function sharedMeasures(
  before: Pick<Comparable, 'model'>,
  after: Pick<Comparable, 'model'>,
): (id: string) => boolean {
  const differs = modelDifferences(before.model, after.model).map(({ path }) => path);
  const isAllOther = differs.some(([part]) => part === 'sales' || part === 'columns' || part === 'period');
  const [old, now] = [before, after].map(({ model }) => new Map(planOf(model).indicators.map(each => [each.id, each])));
  const measured = (indicator: PlannedIndicator | undefined): string =>
    JSON.stringify([indicator?.formula, indicator?.evidence, indicator?.shrink?.by]);
  return id => !isAllOther && old.has(id) && now.has(id) && measured(old.get(id)) === measured(now.get(id));
}
