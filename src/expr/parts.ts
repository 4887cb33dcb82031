import type { Formula } from './formula.ts';

/**
 * The parts a formula is made of, one level down.
 *
 * Shape: a formula to its parts from left to right.
 * Degenerate: literals, columns and metrics have none.
 * @example partsOf({ kind: 'age_days', of: null }) // []
 */
export function partsOf(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'literal':
    case 'column':
    case 'metric':
      return [];
    case 'call':
      return formula.of;
    case 'measure':
      return [formula.of, formula.where].filter(part => part !== null);
    case 'age_days':
      return formula.of === null ? [] : [formula.of];
    case 'shift':
    case 'per_month':
    case 'share':
    case 'rank_of':
      return [formula.of];
  }
}
