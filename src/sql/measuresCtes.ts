// Measures: what the sales rows of each unit add up to, period by period.
import type { Formula, Measure } from '../expr/formula.ts';
import { finiteSql } from '../expr/formulaSql.ts';
import { formulaText } from '../expr/show.ts';
import type { SqlContext } from './context.ts';
import type { Found } from './leaves.ts';
import type { PeriodStage } from './periodCtes.ts';
import { rowSql } from './salesCtes.ts';
import type { RowStage } from './salesCtes.ts';
import { select } from './statement.ts';

/**
 * Adds the stage of one period's measures: one row for each unit that has sales rows in it, with how many.
 *
 * @example measuresStage(context, rows, period, []) // '"sales_of_period"'
 */
export function measuresStage(
  context: SqlContext,
  rows: RowStage,
  period: PeriodStage,
  measures: readonly Found<Measure>[],
): string {
  const { plan, statement } = context;
  const keys = plan.keys.map(name => `r.${rows.columns.get(name)}`);
  const date = `r.${rows.columns.get('date')}`;
  const comments = measures.map(({ leaf, column }) => `${column}: ${formulaText(leaf)}`);
  return statement.add(
    `sales_of_${period.name}`,
    [`What the sales rows of those days add up to (${period.name})`, ...comments],
    [
      ...select([
        ...keys,
        'count(*) AS rows_found',
        ...measures.map(({ leaf, column }) => `${measureSql(context, rows, leaf)} AS ${column}`),
      ]),
      `FROM ${rows.stage} AS r CROSS JOIN ${period.stage} AS p`,
      `WHERE ${date} >= p.start_day AND ${date} <= p.end_day`,
      `GROUP BY ${keys.join(', ')}`,
    ],
  );
}

/** Whether a measure of no rows is 0 and not missing. */
export function isZeroOfNothing({ name }: Measure): boolean {
  return name === 'sum' || name === 'count' || name === 'distinct' || name === 'active_days';
}

function measureSql(context: SqlContext, rows: RowStage, { name, of, where }: Measure): string {
  const { dialect } = context;
  const filter = where === null ? '' : ` FILTER (WHERE ${rowSql(context, rows, where)})`;
  const date = `r.${rows.columns.get('date')}`;
  // Parsing refuses measures without an argument where one is asked for. A column was made finite when it was read.
  const value = (): string =>
    of?.kind === 'column' ? rowSql(context, rows, of) : finiteSql(dialect, rowSql(context, rows, of as Formula));
  const day = (aggregate: string): string => dialect.daysBetween(`${aggregate}(${date})${filter}`, dialect.date(0));
  switch (name) {
    case 'count':
      return counted(of === null ? '*' : value());
    case 'distinct':
      return counted(`DISTINCT ${value()}`);
    case 'active_days':
      return counted(`DISTINCT ${date}`);
    case 'sum':
      return where === null ? total() : `CASE WHEN count(*)${filter} = 0 THEN ${dialect.number(0)} ELSE ${total()} END`;
    case 'mean':
      return `${total()} / nullif(${counted(value())}, ${dialect.number(0)})`;
    case 'min_of':
      return `min(${value()})${filter}`;
    case 'max_of':
      return `max(${value()})${filter}`;
    case 'first_date':
      return day('min');
    case 'last_date':
      return day('max');
  }

  function counted(what: string): string {
    return dialect.toDouble(`count(${what})${filter}`);
  }

  function total(): string {
    return dialect.finite(`${dialect.sum(value())}${filter}`);
  }
}
