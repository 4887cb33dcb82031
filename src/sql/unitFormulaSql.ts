// Formulas about units as SQL over the columns of a stage `v`.
import type { Formula, Leaf } from '../expr/formula.ts';
import { finiteSql, formulaSql } from '../expr/formulaSql.ts';
import { typeOf } from '../expr/types.ts';
import { typesOf } from './context.ts';
import type { SqlContext } from './context.ts';
import type { Leaves } from './leaves.ts';
import type { PeriodStage } from './periodCtes.ts';

/**
 * A formula about units in a period, as an expression of a stage's row `v` that has its ends as columns.
 *
 * Degenerate: what overflows is NULL in numbers, as after `evaluate`; a condition stays a condition.
 * @example unitSql(context, leaves, parseFormula('sum(revenue)', 'unit', []), period) // 'v.m1'
 */
export function unitSql(
  context: SqlContext,
  leaves: Leaves,
  formula: Formula,
  period: PeriodStage | undefined,
): string {
  const { dialect } = context;
  const types = typesOf(context, 'key');
  return write(formula, period);

  function write(part: Formula, at: PeriodStage | undefined): string {
    const sql = formulaSql(part, dialect, leaf => leafSql(leaf, at), types);
    // What a formula looks at is finite; only what it makes of that can overflow.
    return part.kind === 'call' && typeOf(part, types) !== 'condition' ? finiteSql(dialect, sql) : sql;
  }

  function leafSql(leaf: Leaf, at: PeriodStage | undefined): string {
    switch (leaf.kind) {
      case 'shift':
        return write(leaf.of, leaves.periodsInside(leaf, at)[0]);
      case 'age_days': {
        const end = at ? `v.${leaves.endOf(at)}` : dialect.number(NaN);
        // Parsing asks for a date here.
        return `(${end} - ${write(leaf.of as Formula, at)})`;
      }
      default:
        return `v.${leaves.column(leaf, at)}`;
    }
  }
}
