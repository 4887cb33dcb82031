import type { ColumnType } from '../table/table.ts';
import type { Formula } from './formula.ts';
import type { Context } from './functions.ts';
import { inferTypes } from './infer.ts';
import { partsOf } from './parts.ts';
import type { ColumnTypes } from './types.ts';

/** A column that a formula reads: of sales rows, of a unit's key, or of the metrics table. */
export interface ColumnNeed {
  readonly name: string;
  readonly from: 'sales' | 'key' | 'metrics';
  readonly type: ColumnType | 'any';
}

/**
 * The columns that a formula reads and what they must hold.
 *
 * Shape: one entry a distinct name and source, in order of appearance; the type is inferred from use, with the help of known ones.
 * Degenerate: a formula of numbers alone needs none. The `date` that first_date(), active_days() or age_days() mean is not among them.
 * @example columnNeeds({ kind: 'metric', name: 'late_rate' }, 'unit') // [{ name: 'late_rate', from: 'metrics', type: 'number' }]
 */
export function columnNeeds(formula: Formula, context: Context, known: ColumnTypes = new Map()): readonly ColumnNeed[] {
  const needs = new Map<string, ColumnNeed>();
  collect(formula, context, inferTypes(formula, known), needs);
  return [...needs.values()];
}

function collect(formula: Formula, context: Context, types: ColumnTypes, needs: Map<string, ColumnNeed>): void {
  if (formula.kind === 'metric')
    needs.set(`metrics ${formula.name}`, { name: formula.name, from: 'metrics', type: 'number' });
  if (formula.kind === 'column') {
    const from = context === 'row' ? 'sales' : 'key';
    needs.set(`${from} ${formula.name}`, { name: formula.name, from, type: types.get(formula.name) ?? 'any' });
  }
  const inside = formula.kind === 'measure' ? 'row' : context;
  for (const part of partsOf(formula)) collect(part, inside, types, needs);
}
