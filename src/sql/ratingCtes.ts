// From the index to ratings: coverage, ranks, grades.
import type { PlannedNode } from '../model/plan.ts';
import { gradeMethodsSql } from '../steps/grade/index.ts';
import type { GradeMethodSql } from '../steps/grade/gradeMethod.ts';
import { rankMethodsSql } from '../steps/rank/index.ts';
import type { RankSql } from '../steps/rank/rankMethod.ts';
import { sqlOf } from './context.ts';
import type { SqlContext } from './context.ts';
import type { IndexStages } from './indexCtes.ts';
import { significantSql } from './significantSql.ts';
import { select, within } from './statement.ts';
import type { Query } from './statement.ts';
import { acrossQuery, fitQuery } from './stepCtes.ts';
import type { ValueStage } from './stepCtes.ts';

/**
 * Adds the stage of ratings: the index with `coverage`, `place` (the rank), `class` (the grade), and `listed` where the model has a list.
 *
 * Degenerate: units that are not eligible have no rank and no grade, and are not listed.
 * @example ratedStage(context, index, normalized, transformed, groups) // '"rated"'
 */
export function ratedStage(
  context: SqlContext,
  index: IndexStages,
  normalized: ValueStage,
  transformed: ValueStage,
  groups: string,
): string {
  const { plan, dialect, statement } = context;
  const score = index.nodes[index.nodes.length - 1];
  const covered = coverageStage(context, index, transformed);
  const rounded = statement.add(
    'rounded',
    ['Scores of eligible units, to the 12 digits that ranks and grades compare'],
    [
      ...select(['v.*', 'c.coverage', `CASE WHEN v.eligible THEN ${significantSql(dialect, score)} END AS rounded`]),
      `FROM ${index.stage} AS v`,
      `JOIN ${covered} AS c ON c.unit = v.unit`,
    ],
  );
  const { rank, ties, grade, list } = plan.model;
  const { window, ties: breaksTies } = sqlOf<RankSql>(rankMethodsSql[rank.method], rank, ['rank']);
  const tied = ties.map(id => `${significantSql(dialect, tieColumn(context, index, normalized, id))} DESC NULLS LAST`);
  const strict = ['v.rounded DESC NULLS LAST', ...tied, 'v.unit'].join(', ');
  const order = breaksTies ? strict : 'v.rounded DESC NULLS LAST';
  const listPlace = `row_number() OVER (${list?.across === 'all' ? '' : 'PARTITION BY v.peers '}ORDER BY ${strict})`;
  const cuts = grade && cutsStage(context, grade, rounded, score, groups);
  return statement.add(
    'rated',
    ['Ranks and grades'],
    [
      ...select([
        'v.*',
        `CASE WHEN v.rounded IS NOT NULL THEN ${window(`OVER (PARTITION BY v.peers ORDER BY ${order})`)} END AS place`,
        `${grade ? gradeSql(context, grade.grades) : 'NULL'} AS class`,
        ...(list ? [`v.rounded IS NOT NULL AND ${listPlace} <= ${list.size} AS listed`] : []),
      ]),
      `FROM ${rounded} AS v`,
      ...(cuts ? [`JOIN ${cuts} AS c ON c.peers = v.peers`] : []),
    ],
  );
}

/** The share of the whole weight that rests on data that was not missing, before anything was filled in. */
function coverageStage(
  { plan, dialect, statement }: SqlContext,
  { weights }: IndexStages,
  transformed: ValueStage,
): string {
  const zero = dialect.number(0);
  const shares = wholeWeights(plan.nodes).map(
    ({ indicator, weight }) => `CASE WHEN ${transformed.columns[indicator]} IS NULL THEN ${zero} ELSE ${weight} END`,
  );
  return statement.add(
    'covered',
    ['The share of the whole weight that rests on data that was not missing'],
    [
      ...select(['v.unit', `${shares.join(' + ')} AS coverage`]),
      `FROM ${transformed.stage} AS v`,
      ...weights.map((stage, position) => `JOIN ${stage} AS n${position} ON n${position}.peers = v.peers`),
    ],
  );
}

/** Each indicator's weight in the whole: the product of the weights from its own up to the root's parts. */
function wholeWeights(nodes: readonly PlannedNode[]): { indicator: number; weight: string }[] {
  const found: { indicator: number; weight: string }[] = [];
  visit(nodes.length - 1, []);
  return found;

  function visit(position: number, above: readonly string[]): void {
    nodes[position].parts.forEach((part, at) => {
      const path = [...above, `n${position}.w${at + 1}`];
      if (part.kind === 'node') visit(part.position, path);
      else found.push({ indicator: part.position, weight: path.join(' * ') });
    });
  }
}

function tieColumn({ plan }: SqlContext, { nodes }: IndexStages, { columns }: ValueStage, id: string): string {
  const indicator = plan.indicators.findIndex(each => each.id === id);
  // Checked before: every tie rule names an indicator or a node.
  return indicator === -1 ? nodes[plan.nodes.findIndex(each => each.id === id)] : columns[indicator];
}

type GradeSpec = NonNullable<SqlContext['plan']['model']['grade']>;

/** The borders between grades, best first, at the digits of the scores. */
function cutsStage(context: SqlContext, spec: GradeSpec, stage: string, score: string, groups: string): string {
  const { dialect, statement } = context;
  const cuts = sqlOf<GradeMethodSql>(gradeMethodsSql[spec.method], spec, ['grade'])(score, spec, dialect);
  const aggregates = cuts.map((cut, at) => `${cut} AS c${at + 1}`);
  const fit =
    spec.across === 'all' && cuts.length > 0
      ? fitAcrossQuery(stage, groups, aggregates)
      : fitQuery(stage, groups, aggregates);
  return statement.add(
    'grades',
    [`Where grades begin: ${spec.grades.slice(0, -1).join(', ')}`],
    [
      ...select(['f.peers', ...cuts.map((_, at) => `${significantSql(dialect, `f.c${at + 1}`)} AS c${at + 1}`)]),
      ...within(fit, 'f'),
    ],
  );
}

/** A query of aggregates over all eligible units `v`, the same for each peers group. */
function fitAcrossQuery(from: string, groups: string, aggregates: readonly string[]): Query {
  return [
    ...select(['g.peers', 'a.*']),
    `FROM ${groups} AS g CROSS JOIN (`,
    ...acrossQuery(from, aggregates).map(line => `  ${line}`),
    ') AS a',
  ];
}

function gradeSql({ dialect }: SqlContext, grades: readonly string[]): string {
  const [last, ...better] = [...grades].reverse();
  const cuts = better.map((_, at) => `c.c${at + 1}`);
  const isUnknown = ['v.rounded', ...cuts].map(value => `${value} IS NULL`).join(' OR ');
  const reached = cuts.map((cut, at) => ` WHEN v.rounded >= ${cut} THEN ${dialect.text(grades[at])}`).join('');
  return `CASE WHEN ${isUnknown} THEN NULL${reached} ELSE ${dialect.text(last)} END`;
}
