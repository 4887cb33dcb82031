// Models as SQL: the same meaning as `run`, in an engine where the rows are.
import { holdColumns, holdsAnything } from '../model/lastRelease.ts';
import { shiftedBy, shiftsAround } from '../model/periodsAround.ts';
import type { TableName, Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { contextOf } from './context.ts';
import { duckdb } from './duckdb.ts';
import { indexStages } from './indexCtes.ts';
import { indicatorStages } from './indicatorsCtes.ts';
import { Leaves } from './leaves.ts';
import { measuredStage } from './measuredCte.ts';
import type { ModelDialect } from './modelDialect.ts';
import { Names } from './names.ts';
import { comparedStages, rawStage } from './rawCtes.ts';
import { ratedStage } from './ratingCtes.ts';
import { RESERVED } from './rows.ts';
import { sourceStages } from './sourceCtes.ts';
import { select } from './statement.ts';
import { unitsStage } from './unitsCtes.ts';

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
 * node, one a normalized indicator, `coverage, eligible`, and the columns of a model that holds grades or has a list. Units are those of `run`.
 * Degenerate: no usable row in the period: no rows, where `run` throws. The statement knows no last release, and gives what `run` gives without one; it says so
 * at its head where the model would hold on to one.
 * @throws every fault of `check`; not_supported for a method that has no SQL, with its reason
 * @example modelSql(parseModel(document), duckdb).startsWith('--') // true
 */
export function modelSql(
  model: Model,
  dialect: ModelDialect,
  { tables, names = {}, raw = false }: SqlOptions = {},
): string {
  const context = contextOf(model, dialect, tables, names);
  const { plan, statement } = context;
  const sources = sourceStages(context);
  const units = unitsStage(context, sources);
  const leaves = new Leaves(sources.periods);
  for (const { formula, evidence, shrink, fillFrom } of plan.indicators) {
    for (const shifts of [[], ...shiftsAround(fillFrom)]) {
      for (const each of [formula, evidence, shrink?.by])
        if (each) leaves.collect(shiftedBy(each, shifts), sources.period);
    }
  }
  if (plan.eligible) leaves.collect(plan.eligible, sources.period);
  const compared = comparedStages(context, leaves, measuredStage(context, units, sources, leaves));
  const columnNames = new Names(RESERVED);
  const rawValues = rawStage(context, leaves, compared, sources.period, columnNames);
  const groups = statement.add(
    'peer_groups',
    ['The groups of units that are compared'],
    [`SELECT DISTINCT v.peers FROM ${rawValues.stage} AS v`],
  );
  const { transformed, normalized } = indicatorStages(context, rawValues, groups);
  const index = indexStages(context, normalized, groups, columnNames);
  const rated = ratedStage(context, index, normalized, transformed, groups);
  const as = (value: string, name: string): string => `${value} AS ${dialect.identifier(name)}`;
  const { indicators, nodes, keys } = plan;
  return statement.text(
    [
      `${model.name}: one row for each ${model.rate.unit.join(', ')}, written by brandrank for ${dialect.name}`,
      ...(holdsAnything(model)
        ? ['Grades and the list are those of a first release: nothing is held from the last one']
        : []),
    ],
    [
      ...select([
        ...keys.map(name => as(`u.${units.keys.get(name)}`, name)),
        as('v.place', 'rank'),
        as('v.class', 'grade'),
        as(index.nodes[nodes.length - 1], 'score'),
        ...nodes.slice(0, -1).map(({ id }, at) => as(index.nodes[at], id)),
        ...indicators.map(({ id }, at) => as(normalized.columns[at], id)),
        as('v.coverage', 'coverage'),
        as('v.eligible', 'eligible'),
        ...holdColumns(model).map(name => as(firstHeld(name, dialect), name)),
        ...(raw ? indicators.map(({ id }, at) => as(rawValues.columns[at].replace('v.', 'r.'), `raw_${id}`)) : []),
      ]),
      `FROM ${rated} AS v`,
      `JOIN ${units.stage} AS u ON u.unit = v.unit`,
      ...(raw ? [`JOIN ${rawValues.stage} AS r ON r.unit = v.unit`] : []),
      'ORDER BY v.peers, v.place NULLS LAST, v.unit',
    ],
  );
}

/** A column of hysteresis as it is in a first release. */
function firstHeld(name: string, dialect: ModelDialect): string {
  if (name === 'listed') return 'v.listed';
  if (name === 'grade_releases') return `CASE WHEN v.class IS NOT NULL THEN ${dialect.number(1)} END`;
  return 'NULL';
}
