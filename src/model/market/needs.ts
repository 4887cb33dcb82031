import { columnNeeds } from '../../expr/columnNeeds.ts';
import { readFormula } from '../formulas.ts';
import type { Need } from '../needs.ts';
import { fixedTypes } from '../plan.ts';
import type { Model } from '../spec.ts';
import { marketFormulas } from './formulaPlaces.ts';

/**
 * The columns that the formulas in the `market` part of a model refer to; derived ones are made, not needed.
 *
 * Degenerate: no such part: none.
 * @example marketNeeds(model) // []
 */
export function marketNeeds(model: Model): Need[] {
  const types = fixedTypes(model);
  return marketFormulas(model.market).flatMap(place => {
    // A model was checked when it was parsed: its formulas have no faults to collect.
    const formula = readFormula(place, types, []);
    const needs = formula ? columnNeeds(formula, place.context, types) : [];
    return needs
      .filter(need => !(need.from === 'sales' && Object.hasOwn(model.sales.derive, need.name)))
      .map(need => ({ ...need, path: place.path }));
  });
}
