import type { Formula } from '../expr/formula.ts';
import { formulaText } from '../expr/show.ts';
import type { SqlContext } from './context.ts';
import type { Leaves } from './leaves.ts';
import { isZeroOfNothing, measuresStage } from './measuresCtes.ts';
import type { MetricsStages } from './metricsCtes.ts';
import type { PeriodStage } from './periodCtes.ts';
import type { RowStage } from './salesCtes.ts';
import { select } from './statement.ts';
import { attributeOf, unitAttributes } from './unitsCtes.ts';
import type { Sources, UnitStage } from './unitsCtes.ts';

/** Columns of the stage, each with what it is, and the joins that they take. */
interface Parts {
  readonly columns: readonly string[];
  readonly joins: readonly string[];
  readonly comments: readonly string[];
}

/**
 * Adds the stage of everything that formulas look at, one row a unit; `is_listed` where a unit has rows in the model's period.
 *
 * Degenerate: a unit without sales rows in a period has 0 for sum, count, distinct and active_days when others have rows in it.
 * @example measuredStage(context, units, sources, leaves) // '"measured"'
 */
export function measuredStage(context: SqlContext, units: UnitStage, sources: Sources, leaves: Leaves): string {
  const { sales, metrics, period, attributes } = sources;
  const parts: Parts[] = [];
  // A model with sales has a period; its own is looked at to list units.
  if (sales)
    for (const of of periodsOf(leaves.measures, period))
      parts.push(measureParts(context, units, sales, leaves, of as PeriodStage));
  // A model that asks for a metric is given metrics.
  for (const of of periodsOf(leaves.metrics)) parts.push(metricParts(units, metrics as MetricsStages, leaves, of));
  parts.push(endParts(context, leaves), keyParts(context, units, sources, leaves));
  const listed = sales ? `sales_0.rows_found IS NOT NULL` : 'TRUE';
  const comments = parts.flatMap(part => part.comments);
  return context.statement.add(
    'measured',
    ['Every unit with what its formulas look at', ...comments],
    [
      ...select(['u.unit', 'u.peers', `${listed} AS is_listed`, ...parts.flatMap(part => part.columns)]),
      `FROM ${units.stage} AS u`,
      ...parts.flatMap(part => part.joins),
      ...attributes.join(unitAttributes(context), key => `u.${units.keys.get(key)}`),
    ],
  );
}

function measureParts(
  context: SqlContext,
  units: UnitStage,
  sales: RowStage,
  leaves: Leaves,
  period: PeriodStage,
): Parts {
  const found = leaves.measures.filter(each => each.period === period);
  const alias = `sales_${period.position}`;
  const stage = measuresStage(context, sales, period, found);
  const zero = `SELECT CASE WHEN count(*) > 0 THEN ${context.dialect.number(0)} END AS of_nothing FROM ${stage}`;
  return {
    columns: found.map(({ leaf, column }) => {
      const value = `${alias}.${column}`;
      return isZeroOfNothing(leaf)
        ? `CASE WHEN ${alias}.rows_found IS NULL THEN zero_${period.position}.of_nothing ELSE ${value} END AS ${column}`
        : value;
    }),
    joins: [
      `LEFT JOIN ${stage} AS ${alias} ON ${sameKeys(units, alias, units.keys)}`,
      ...(found.some(({ leaf }) => isZeroOfNothing(leaf)) ? [`CROSS JOIN (${zero}) AS zero_${period.position}`] : []),
    ],
    comments: found.map(({ leaf, column }) => comment(column, leaf, period)),
  };
}

function metricParts(
  units: UnitStage,
  { keys, columns, latest }: MetricsStages,
  leaves: Leaves,
  period: PeriodStage | undefined,
): Parts {
  const found = leaves.metrics.filter(each => each.period === period);
  const alias = `metrics_${period?.position ?? 0}`;
  return {
    columns: found.map(({ leaf, column }) => `${alias}.${columns.get(leaf.name)} AS ${column}`),
    joins: [`LEFT JOIN ${latest(period)} AS ${alias} ON ${sameKeys(units, alias, keys)}`],
    comments: found.map(({ leaf, column }) => comment(column, leaf, period)),
  };
}

function endParts({ dialect }: SqlContext, leaves: Leaves): Parts {
  return {
    columns: leaves.ends.map(
      ({ period, column }) => `${dialect.daysBetween(`end_${period?.position}.end_day`, dialect.date(0))} AS ${column}`,
    ),
    joins: leaves.ends.map(({ period }) => `CROSS JOIN ${period?.stage} AS end_${period?.position}`),
    comments: leaves.ends.map(({ period, column }) => `${column}: the last day of ${period?.name}`),
  };
}

function keyParts(context: SqlContext, units: UnitStage, { attributes }: Sources, leaves: Leaves): Parts {
  return {
    columns: leaves.columns.map(({ leaf, column }) => {
      const attribute = attributeOf(context, leaf.name);
      return `${attribute ? attributes.column(attribute) : `u.${units.keys.get(leaf.name)}`} AS ${column}`;
    }),
    joins: [],
    comments: leaves.columns.map(({ leaf, column }) => comment(column, leaf, undefined)),
  };
}

function sameKeys(units: UnitStage, alias: string, keys: ReadonlyMap<string, string>): string {
  return [...keys].map(([name, column]) => `${alias}.${column} = u.${units.keys.get(name)}`).join(' AND ') || 'TRUE';
}

function comment(column: string, formula: Formula, period: PeriodStage | undefined): string {
  return `${column}: ${formulaText(formula)}${period ? `, ${period.name}` : ''}`;
}

/** The periods in which something is looked at, those that must be among them first. */
function periodsOf(
  found: readonly { readonly period: PeriodStage | undefined }[],
  ...first: (PeriodStage | undefined)[]
): Set<PeriodStage | undefined> {
  return new Set([...first, ...found.map(({ period }) => period)]);
}
