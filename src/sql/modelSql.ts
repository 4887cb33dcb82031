// Models as SQL: the same meaning as `run`, in an engine where the rows are.
import { throwFaults } from '../errors/ratingError.ts';
import { check } from '../model/check.ts';
import { needsOf } from '../model/needs.ts';
import { planOf } from '../model/plan.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { attributeStages } from './attributesCte.ts';
import type { SqlContext } from './context.ts';
import { duckdb } from './duckdb.ts';
import { impliedTables } from './impliedTables.ts';
import { indexStages } from './indexCtes.ts';
import { indicatorStages } from './indicatorsCtes.ts';
import { Leaves } from './leaves.ts';
import { measuredStage } from './measuredCte.ts';
import { metricsAttributes, metricsStage } from './metricsCtes.ts';
import type { ModelDialect } from './modelDialect.ts';
import { Names } from './names.ts';
import { PeriodStages } from './periodCtes.ts';
import { comparedStages, rawStage } from './rawCtes.ts';
import { ratedStage } from './ratingCtes.ts';
import { RESERVED } from './rows.ts';
import { salesAttributes, salesStage } from './salesCtes.ts';
import { select, Statement } from './statement.ts';
import { unitAttributes, unitsStage } from './unitsCtes.ts';
import type { Sources } from './unitsCtes.ts';

/** The engines that models can be written for. */
export const dialects: readonly ModelDialect[] = [duckdb];

/** What may differ from one statement of a model to the next. */
export interface SqlOptions {
  /** Which tables there are, with their columns and types; rows are not looked at. Without it: what the model speaks of. */
  readonly tables?: Tables;
  /** What tables are called in the engine, with schema or catalog before the name; by default as here: `sales`, `metrics`, ... */
  readonly names?: Readonly<Partial<Record<TableName, readonly string[]>>>;
  /** Adds a column `raw_<id>` for every indicator. */
  readonly raw?: boolean;
}

/**
 * A whole model as one SQL statement: stages with names, each read by those below it.
 *
 * Shape: a model to a query of one row a unit, by peers, rank and key: the key columns, `rank, grade, score`, one column an inner index
 * node, one a normalized indicator, `coverage, eligible`. Units are those of `run`.
 * Degenerate: no usable row in the period: no rows, where `run` throws. A grade's buffer needs the last release and is left out.
 * @throws every fault of `check`; not_supported for a method that has no SQL, with its reason
 * @example modelSql(parseModel(document), duckdb).startsWith('--') // true
 */
export function modelSql(model: Model, dialect: ModelDialect, { tables, names = {}, raw = false }: SqlOptions = {}): string {
  const context = contextOf(model, dialect, tables, names);
  const { plan, statement } = context;
  const sources = sourcesOf(context);
  const { stages: periods, ...rows } = sources;
  const units = unitsStage(context, rows);
  const leaves = new Leaves(periods);
  for (const { formula, evidence, shrink } of plan.indicators) {
    for (const each of [formula, evidence, shrink?.by]) if (each) leaves.collect(each, rows.period);
  }
  if (plan.eligible) leaves.collect(plan.eligible, rows.period);
  const compared = comparedStages(context, leaves, measuredStage(context, units, rows, leaves));
  const columnNames = new Names(RESERVED);
  const rawValues = rawStage(context, leaves, compared, rows.period, columnNames);
  const groups = statement.add('peer_groups', ['The groups of units that are compared'], [`SELECT DISTINCT v.peers FROM ${rawValues.stage} AS v`]);
  const { transformed, normalized } = indicatorStages(context, rawValues, groups);
  const index = indexStages(context, normalized, groups, columnNames);
  const rated = ratedStage(context, index, normalized, transformed, groups);
  const as = (value: string, name: string): string => `${value} AS ${dialect.identifier(name)}`;
  const { indicators, nodes, keys } = plan;
  return statement.text([`${model.name}: one row for each ${model.rate.unit.join(', ')}, written by brandrank for ${dialect.name}`], [
    ...select([
      ...keys.map(name => as(`u.${units.keys.get(name)}`, name)),
      as('v.place', 'rank'),
      as('v.class', 'grade'),
      as(index.nodes[nodes.length - 1], 'score'),
      ...nodes.slice(0, -1).map(({ id }, at) => as(index.nodes[at], id)),
      ...indicators.map(({ id }, at) => as(normalized.columns[at], id)),
      as('v.coverage', 'coverage'),
      as('v.eligible', 'eligible'),
      ...(raw ? indicators.map(({ id }, at) => as(rawValues.columns[at].replace('v.', 'r.'), `raw_${id}`)) : []),
    ]),
    `FROM ${rated} AS v`,
    `JOIN ${units.stage} AS u ON u.unit = v.unit`,
    ...(raw ? [`JOIN ${rawValues.stage} AS r ON r.unit = v.unit`] : []),
    'ORDER BY v.peers, v.place NULLS LAST, v.unit',
  ]);
}

function contextOf(model: Model, dialect: ModelDialect, tables: Tables | undefined, names: NonNullable<SqlOptions['names']>): SqlContext {
  const plan = planOf(model);
  const known = tables ?? impliedTables(plan);
  throwFaults(check(model, known));
  const nameOf = (table: TableName): readonly string[] => names[table] ?? [table];
  // Checked before: only the tables of the type are there.
  const taken = (Object.keys(known) as TableName[]).flatMap(nameOf);
  return {
    plan,
    dialect,
    tables: known,
    tableName: table => nameOf(table).map(name => dialect.identifier(name)).join('.'),
    statement: new Statement(dialect, taken),
  };
}

/** The stages that read the tables. */
function sourcesOf(context: SqlContext): Sources & { stages: PeriodStages } {
  const { tables, plan } = context;
  const hasMetrics = tables.sales === undefined || needsOf(plan).some(({ from }) => from === 'metrics');
  const asked = [...(tables.sales ? salesAttributes(context) : []), ...(hasMetrics ? metricsAttributes(context) : []), ...unitAttributes(context)];
  const attributes = attributeStages(context, asked);
  const sales = tables.sales && salesStage(context, attributes);
  const metrics = hasMetrics ? metricsStage(context, attributes) : undefined;
  const stages = new PeriodStages(context);
  const rows = sales?.stage ?? (metrics?.date === undefined ? undefined : metrics.stage);
  const hasPeriod = rows !== undefined || plan.model.period.end !== undefined;
  const date = sales?.columns.get('date') ?? metrics?.date ?? '';
  return { sales, metrics, attributes, stages, period: hasPeriod ? stages.own(rows, date) : undefined };
}
