// How missing values are filled: by the column alone, or by the same indicator in other periods.
import { RatingError } from '../errors/ratingError.ts';
import type { JointMethodSql, PeriodsAround } from '../expr/jointMethod.ts';
import type { ColumnMethodSql } from '../expr/method.ts';
import type { MethodDialect } from '../expr/methodDialect.ts';
import { amongPeriods } from '../model/periodsAround.ts';
import type { PlannedIndicator } from '../model/plan.ts';
import { transformsSql } from '../steps/indicators/index.ts';
import { jointMethodsSql, learnsAcross, missingSql } from '../steps/missing/index.ts';
import { sqlOf } from './context.ts';
import type { SqlContext } from './context.ts';
import type { RawColumns, RawStage } from './rawCtes.ts';
import type { Step, StepMethod } from './stepCtes.ts';

/**
 * The step that fills missing values; values of other periods are read beside, from the stage of raw ones.
 *
 * @throws not_supported when a method has no SQL, or looks at values of other periods that go by what their peers teach
 * @example filledStep(context, raw).methods.length // one an indicator
 */
export function filledStep(context: SqlContext, raw: RawStage): Step {
  const { indicators } = context.plan;
  const looksAround = raw.around.some(columns => columns.length > 0);
  return {
    name: 'filled',
    comment: 'Missing values filled in',
    learned: 'what stands for missing values',
    methods: indicators.map((indicator, at) => methodFor(context, indicator, raw.around[at], at)),
    joins: looksAround ? [`JOIN ${raw.stage} AS o ON o.unit = v.unit`] : [],
  };
}

function methodFor(
  { dialect }: SqlContext,
  indicator: PlannedIndicator,
  around: readonly RawColumns[],
  position: number,
): StepMethod {
  const { missing: spec, fillFrom } = indicator;
  const isAcross = learnsAcross(spec);
  // What looks at nothing beside the column is a method of one column, and the other way round.
  if (fillFrom === null) return { sql: missingSql[spec.method as keyof typeof missingSql], spec, isAcross };
  const joint = jointMethodsSql[spec.method as keyof typeof jointMethodsSql];
  const { apply } = sqlOf<JointMethodSql>(joint, spec, ['indicators', position]);
  const others = around.map(columns => estimated(dialect, indicator, columns, position));
  const fill = (value: string): string => {
    // Only methods of periods have SQL.
    const { columns, at } = amongPeriods(others, value, fillFrom as PeriodsAround);
    return apply(columns, at, spec, dialect);
  };
  return { sql: { apply: fill }, spec, isAcross };
}

/** A value of another period with enough evidence, on the scale of its transform. */
function estimated(
  dialect: MethodDialect,
  { atLeast, shrink, transform }: PlannedIndicator,
  { column, evidence }: RawColumns,
  position: number,
): string {
  const [value, backing] = [column, evidence].map(each => each?.replace(/^v\./, 'o.'));
  if (shrink) throw peersNeeded(position, 'shrink');
  const backed =
    atLeast === null || backing === undefined
      ? value
      : `CASE WHEN ${backing} >= ${dialect.number(atLeast)} THEN ${value} END`;
  const { fit, apply } = sqlOf<ColumnMethodSql>(transformsSql[transform.method], transform, ['indicators', position]);
  if (fit) throw peersNeeded(position, transform.method);
  const alone: MethodDialect = {
    ...dialect,
    countBelow() {
      throw peersNeeded(position, transform.method);
    },
  };
  return apply(backed as string, {}, transform, alone);
}

function peersNeeded(position: number, what: string): RatingError {
  return new RatingError(
    'not_supported',
    ['indicators', position],
    `values of other periods cannot be written as SQL with "${what}": it goes by what the peers of the model's own period teach`,
  );
}
