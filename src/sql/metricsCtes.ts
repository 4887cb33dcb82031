// The metrics table: for each unit the row that counts at the end of a period.
import { columnNamed } from '../model/sources.ts';
import { needsOf } from '../model/needs.ts';
import { attributeNamed } from './attributesCte.ts';
import type { Attribute, AttributeStages } from './attributesCte.ts';
import { fileColumn } from './context.ts';
import type { SqlContext } from './context.ts';
import { Names } from './names.ts';
import type { PeriodStage } from './periodCtes.ts';
import { select } from './statement.ts';

/** Metrics by key. */
export interface MetricsStages {
  /** All rows that can be used. */
  readonly stage: string;
  /** The rows that count at the end of a period: the latest on or before it; all where rows have no date. */
  readonly latest: (period: PeriodStage | undefined) => string;
  /** The date of a row, where rows have one. */
  readonly date: string | undefined;
  /** Which of the model's keys the rows have, with their columns. */
  readonly keys: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
}

/** The attributes that stand for keys of metrics rows. */
export function metricsAttributes(context: SqlContext): Attribute[] {
  return metricsKeys(context).flatMap(({ attribute }) => (attribute ? [attribute] : []));
}

/**
 * Adds the stages of metrics rows that can be used.
 *
 * Shape: the metrics table to its rows with a key, and with a date where it has that column.
 * Degenerate: two rows for one key, or for one key and date, let the statement fail when it is run.
 * @example metricsStage(context, attributes).date // '"date"'
 */
export function metricsStage(context: SqlContext, attributes: AttributeStages): MetricsStages {
  const { plan, dialect, statement, tables } = context;
  const names = new Names(['unit', 'peers', 'twins', 'recency']);
  const keyed = metricsKeys(context).map(each => ({ ...each, column: dialect.identifier(names.take(each.name)) }));
  const date = columnNamed(plan.model, tables, 'metrics', 'date') ? dialect.identifier(names.take('date')) : undefined;
  const metrics = needsOf(plan)
    .filter(({ from }) => from === 'metrics')
    .map(({ name }) => ({ name, column: dialect.identifier(names.take(name)) }));
  const read = [
    ...keyed.map(
      ({ name, attribute, column }) =>
        `${attribute ? attributes.column(attribute) : dialect.toText(fileColumn(context, 'metrics', name, 'm'))} AS ${column}`,
    ),
    ...(date ? [`${dialect.toDate(fileColumn(context, 'metrics', 'date', 'm'))} AS ${date}`] : []),
    ...metrics.map(({ name, column }) => `${dialect.toNumber(fileColumn(context, 'metrics', name, 'm'))} AS ${column}`),
  ];
  const all = statement.add(
    'metrics_columns',
    ['The metrics table under the names of the model'],
    [
      ...select(read),
      `FROM ${context.tableName('metrics')} AS m`,
      ...attributes.join(metricsAttributes(context), key => dialect.toText(fileColumn(context, 'metrics', key, 'm'))),
    ],
  );
  const needed = [...keyed.map(each => each.column), ...(date ? [date] : [])];
  const partition = needed.length === 0 ? '' : `PARTITION BY ${needed.map(column => `m.${column}`).join(', ')}`;
  const who = keyed.map(({ column }) => `t.${column}`).join(` || ', ' || `);
  const twice = dialect.fail(`${dialect.text('metrics: more than one row for ')}${who === '' ? '' : ` || ${who}`}`);
  const stage = statement.add(
    'metrics_rows',
    ['The rows that can be used: with a key and a date, one row for each'],
    [
      'SELECT t.*',
      `FROM (SELECT m.*, count(*) OVER (${partition}) AS twins FROM ${all} AS m${needed.length === 0 ? '' : ` WHERE ${needed.map(column => `m.${column} IS NOT NULL`).join(' AND ')}`}) AS t`,
      `WHERE CASE WHEN t.twins > 1 THEN ${twice} ELSE TRUE END`,
    ],
  );
  const latest = new Map<PeriodStage, string>();
  return {
    stage,
    date,
    latest(period) {
      if (date === undefined || period === undefined) return stage;
      const known =
        latest.get(period) ??
        latestStage(
          context,
          stage,
          date,
          keyed.map(({ column }) => column),
          period,
        );
      latest.set(period, known);
      return known;
    },
    keys: new Map(keyed.map(({ name, column }) => [name, column])),
    columns: new Map(metrics.map(({ name, column }) => [name, column])),
  };
}

function latestStage(
  { statement }: SqlContext,
  stage: string,
  date: string,
  keys: readonly string[],
  period: PeriodStage,
): string {
  const partition = keys.length === 0 ? '' : `PARTITION BY ${keys.map(column => `m.${column}`).join(', ')} `;
  return statement.add(
    `metrics_of_${period.name}`,
    ['The latest metrics on or before the last of those days'],
    [
      'SELECT t.*',
      `FROM (SELECT m.*, row_number() OVER (${partition}ORDER BY m.${date} DESC) AS recency`,
      `  FROM ${stage} AS m CROSS JOIN ${period.stage} AS p WHERE m.${date} <= p.end_day) AS t`,
      'WHERE t.recency = 1',
    ],
  );
}

/** The keys that metrics rows have: as columns of their own or as attributes; units are found by these alone. */
function metricsKeys(context: SqlContext): { name: string; attribute: Attribute | undefined }[] {
  const { plan, tables } = context;
  const has = (name: string): boolean => columnNamed(plan.model, tables, 'metrics', name) !== undefined;
  return plan.keys.flatMap(name => {
    const attribute = has(name) ? undefined : attributeNamed(context, name, has);
    return has(name) || attribute ? [{ name, attribute }] : [];
  });
}
