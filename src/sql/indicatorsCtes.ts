// Indicators from raw values to one scale: evidence, shrinkage, then the steps that are methods.
import type { ColumnMethodSql, NamedSpec, NoSql } from '../expr/method.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import { transformsSql } from '../steps/indicators/index.ts';
import { normalizerSqlFor } from '../steps/normalize/index.ts';
import { outliersSql } from '../steps/outliers/index.ts';
import type { SqlContext } from './context.ts';
import { filledStep } from './filledStep.ts';
import type { RawStage } from './rawCtes.ts';
import { changed, fitQuery, stepStages } from './stepCtes.ts';
import type { Step, ValueStage } from './stepCtes.ts';

/** The stages of indicators that later ones read. */
export interface IndicatorStages {
  /** Before anything is filled in: what coverage counts. */
  readonly transformed: ValueStage;
  readonly normalized: ValueStage;
}

/**
 * Adds the stages from raw indicators to normalized ones.
 *
 * @throws not_supported when a method has no SQL
 * @example indicatorStages(context, raw, groups).normalized.columns // those of raw
 */
export function indicatorStages(context: SqlContext, raw: RawStage, groups: string): IndicatorStages {
  const { indicators } = context.plan;
  const step = (
    name: string,
    comment: string,
    learned: string,
    sqlFor: (indicator: PlannedIndicator) => ColumnMethodSql | NoSql,
    specOf: (indicator: PlannedIndicator) => NamedSpec,
  ): Step => ({
    name,
    comment,
    learned,
    methods: indicators.map(each => ({ sql: sqlFor(each), spec: specOf(each), isAcross: false })),
  });
  const steps = [
    filledStep(context, raw),
    step(
      'treated',
      'Outliers drawn in',
      'where outliers begin',
      each => outliersSql[each.outliers.method],
      each => each.outliers,
    ),
    step(
      'normalized',
      'On one scale, more is better',
      'the scale',
      each => normalizerSqlFor(each.direction, each.normalize),
      each => each.normalize,
    ),
  ];
  const estimated = shrunkStage(context, backedStage(context, raw), raw, groups);
  const transforming = step(
    'transformed',
    'On the scale of each transform',
    'places among the peers',
    each => transformsSql[each.transform.method],
    each => each.transform,
  );
  const transformed = stepStages(context, transforming, estimated, groups);
  return {
    transformed,
    normalized: steps.reduce((stage, each) => stepStages(context, each, stage, groups), transformed),
  };
}

/** Values that rest on too little evidence become missing; evidence below nothing is none. */
function backedStage(context: SqlContext, { stage, columns, evidence, shrinkBy }: RawStage): ValueStage {
  const { plan, dialect } = context;
  const backed = plan.indicators.map(({ atLeast }, at) => {
    if (atLeast === null || evidence[at] === undefined) return columns[at];
    return `CASE WHEN ${evidence[at]} >= ${dialect.number(atLeast)} THEN ${columns[at]} END`;
  });
  if (backed.every((value, at) => value === columns[at])) return { stage, columns };
  const kept = shrinkBy.filter(column => column !== undefined);
  return changed(context, 'backed', 'Values with enough evidence', { stage, columns }, backed, [], kept);
}

/** Thin evidence is drawn to the evidence-weighted mean of the eligible peers; evidence below nothing is none. */
function shrunkStage(context: SqlContext, from: ValueStage, { shrinkBy }: RawStage, groups: string): ValueStage {
  const { plan, dialect, statement } = context;
  const means: string[] = [];
  const shrunk = plan.indicators.map(({ shrink }, at) => {
    const value = from.columns[at];
    const by = shrinkBy[at];
    if (!shrink || by === undefined) return value;
    const known = `CASE WHEN ${by} >= 0 AND ${value} IS NOT NULL THEN ${by} END`;
    const mean = `mean_${means.length + 1}`;
    means.push(
      `${dialect.sum(`${known} * ${value}`)} / nullif(${dialect.sum(known)}, ${dialect.number(0)}) AS ${mean}`,
    );
    const strength = dialect.number(shrink.strength);
    return `CASE WHEN ${by} >= 0 THEN (${by} * ${value} + ${strength} * f.${mean}) / (${by} + ${strength}) END`;
  });
  if (means.length === 0) return from;
  const comments = ['What the eligible units of each peers group teach: their evidence-weighted means'];
  const fit = statement.add('shrunk_fit', comments, fitQuery(from.stage, groups, means));
  return changed(context, 'shrunk', 'Thin evidence drawn to the mean of the peers', from, shrunk, [
    `JOIN ${fit} AS f ON f.peers = v.peers`,
  ]);
}
