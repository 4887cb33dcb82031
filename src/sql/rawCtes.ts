// Raw indicators: the formulas of the model for every unit that is listed.
import type { Formula } from '../expr/formula.ts';
import { formulaText } from '../expr/show.ts';
import { shiftedBy, shiftsAround } from '../model/periodsAround.ts';
import { PRESENT_TOLERANCE } from '../model/screen.ts';
import type { SqlContext } from './context.ts';
import type { Compared, Found, Leaves } from './leaves.ts';
import type { Names } from './names.ts';
import { significantSql } from './significantSql.ts';
import { select } from './statement.ts';
import type { Query } from './statement.ts';
import { unitSql } from './unitFormulaSql.ts';
import type { PeriodStage } from './periodCtes.ts';

/** The raw values as a stage: `v` has `unit, peers, eligible` and one column an indicator. */
export interface RawStage {
  readonly stage: string;
  /** One a planned indicator, quoted. */
  readonly columns: readonly string[];
  readonly evidence: readonly (string | undefined)[];
  readonly shrinkBy: readonly (string | undefined)[];
  /** Of each planned indicator the same in the periods that fill what is missing, in order of time. */
  readonly around: readonly (readonly RawColumns[])[];
}

/** The columns of one indicator in one period. */
export interface RawColumns {
  readonly column: string;
  readonly evidence: string | undefined;
}

/**
 * Adds the stages of what is computed over all peers or over several periods, those inside of others first.
 *
 * Shape: units with measures to the same with the columns of the leaves' comparisons.
 * @example comparedStages(context, leaves, '"measured"') // '"measured"' when nothing is compared
 */
export function comparedStages(context: SqlContext, leaves: Leaves, measured: string): string {
  return leaves.compared.reduce((stage, level) => {
    const inside = level.flatMap(found => insideOf(context, leaves, found));
    const comments = level.map(
      ({ leaf, column, period }) => `${column}: ${formulaText(leaf)}${period ? `, ${period.name}` : ''}`,
    );
    const parts = context.statement.add(
      'inside',
      ['What is compared with the peers, or averaged over months'],
      from(stage, inside),
    );
    return context.statement.add(
      'compared',
      comments,
      from(
        parts,
        level.map(found => `${comparedSql(context, leaves, found)} AS ${found.column}`),
      ),
    );
  }, measured);
}

/**
 * Adds the stage of raw values.
 *
 * Shape: all units to those that are listed. Degenerate: a condition that cannot be told makes no unit eligible.
 * @example rawStage(context, leaves, '"measured"', period, new Names()).columns.length // the number of indicators
 */
export function rawStage(
  context: SqlContext,
  leaves: Leaves,
  measured: string,
  period: PeriodStage | undefined,
  names: Names,
): RawStage {
  const { plan, dialect, statement } = context;
  const written: string[] = [];
  const comments: string[] = [];
  const number = (name: string, formula: Formula | null | undefined): string | undefined => {
    if (!formula) return undefined;
    const column = dialect.identifier(names.take(name));
    written.push(`${unitSql(context, leaves, formula, period)} AS ${column}`);
    comments.push(`${name}: ${formulaText(formula)}`);
    return `v.${column}`;
  };
  const columns = plan.indicators.map(({ id, formula }) => number(id, formula) as string);
  const evidence = plan.indicators.map(({ id, evidence: of }) => number(`evidence of ${id}`, of));
  const shrinkBy = plan.indicators.map(({ id, shrink }) => number(`evidence to shrink ${id}`, shrink?.by));
  const around = plan.indicators.map(({ id, formula, evidence: of, fillFrom }) =>
    shiftsAround(fillFrom).map(shifts => {
      const [first] = shifts;
      const where = `${id}, ${shifts.length} ${first === 'next' ? 'after' : 'before'}`;
      return {
        column: number(where, shiftedBy(formula, shifts)) as string,
        evidence: number(`evidence of ${where}`, of && shiftedBy(of, shifts)),
      };
    }),
  );
  const eligible = plan.eligible ? `coalesce(${unitSql(context, leaves, plan.eligible, period)}, FALSE)` : 'TRUE';
  if (plan.eligible) comments.unshift(`eligible: ${formulaText(plan.eligible)}`);
  const stage = statement.add(
    'raw',
    ['Raw indicators of the units with rows in the period', ...comments],
    [
      ...select(['v.unit', 'v.peers', `${eligible} AS eligible`, ...written]),
      `FROM ${measured} AS v`,
      'WHERE v.is_listed',
    ],
  );
  return screened(context, { stage, columns, evidence, shrinkBy, around });
}

/** Units of which too many indicators are missing are not eligible. */
function screened({ plan, dialect, statement }: SqlContext, raw: RawStage): RawStage {
  const least = plan.model.screen?.present;
  if (least === undefined) return raw;
  const present = plan.indicators.map(({ atLeast }, at) => {
    const backing = raw.evidence[at];
    const isBacked = atLeast === null || backing === undefined ? '' : ` AND ${backing} >= ${dialect.number(atLeast)}`;
    return `CASE WHEN ${raw.columns[at]} IS NOT NULL${isBacked} THEN ${dialect.number(1)} ELSE ${dialect.number(0)} END`;
  });
  const share = `(${present.join(' + ')}) / ${dialect.number(present.length)}`;
  const isEnough = `${share} >= ${dialect.number(least - PRESENT_TOLERANCE)}`;
  const others = raw.around.flat().flatMap(each => [each.column, each.evidence]);
  const kept = [...raw.columns, ...raw.evidence, ...raw.shrinkBy, ...others].filter(column => column !== undefined);
  const stage = statement.add(
    'screened',
    ['Units of which too many indicators are missing are not eligible'],
    [...select(['v.unit', 'v.peers', `v.eligible AND ${isEnough} AS eligible`, ...kept]), `FROM ${raw.stage} AS v`],
  );
  return { ...raw, stage };
}

function insideOf(context: SqlContext, leaves: Leaves, { leaf, period, column }: Found<Compared>): string[] {
  return leaves
    .periodsInside(leaf, period)
    .map((of, at) => `${unitSql(context, leaves, leaf.of, of)} AS ${column}_${at}`);
}

function comparedSql({ dialect }: SqlContext, leaves: Leaves, { leaf, period, column }: Found<Compared>): string {
  const inside = leaves.periodsInside(leaf, period).map((_, at) => `v.${column}_${at}`);
  const [first] = inside;
  switch (leaf.kind) {
    case 'share':
      return dialect.finite(
        `${first} / nullif(${dialect.sum(first)} OVER (PARTITION BY v.peers), ${dialect.number(0)})`,
      );
    case 'rank_of': {
      const order = `ORDER BY ${significantSql(dialect, first)} DESC NULLS LAST`;
      return `CASE WHEN ${first} IS NOT NULL THEN ${dialect.toDouble(`rank() OVER (PARTITION BY v.peers ${order})`)} END`;
    }
    case 'per_month': {
      const sum = inside.map(value => `coalesce(${value}, ${dialect.number(0)})`).join(' + ');
      const known = inside
        .map(value => `CASE WHEN ${value} IS NULL THEN ${dialect.number(0)} ELSE ${dialect.number(1)} END`)
        .join(' + ');
      return dialect.finite(`(${sum}) / nullif(${known}, ${dialect.number(0)})`);
    }
  }
}

function from(stage: string, columns: readonly string[]): Query {
  return [...select(['v.*', ...columns]), `FROM ${stage} AS v`];
}
