// The index: nodes from the leaves up, each with its weights.
import type { AggregateMethodSql, SqlAnchors } from '../expr/aggregateMethod.ts';
import type { WeightMethodSql } from '../expr/weightMethod.ts';
import type { PlannedNode } from '../model/plan.ts';
import { aggregateMethodsSql, SHARE_TOLERANCE } from '../steps/aggregate/index.ts';
import { presentWeightSql } from '../steps/aggregate/presentWeight.ts';
import { weightMethodsSql } from '../steps/weight/index.ts';
import { sqlOf } from './context.ts';
import type { SqlContext } from './context.ts';
import type { Names } from './names.ts';
import { select, within } from './statement.ts';
import { fitQuery } from './stepCtes.ts';
import type { ValueStage } from './stepCtes.ts';

/** The index as a stage, with the columns of indicators and of nodes, and the stage of each node's weights `w1, w2, ...` a peers group. */
export interface IndexStages {
  readonly stage: string;
  readonly nodes: readonly string[];
  readonly weights: readonly string[];
}

/**
 * Adds the stages of the index: for each node its weights, what its method learns, and its value.
 *
 * @throws not_supported when a method has no SQL
 * @example indexStages(context, normalized, groups, names).nodes.at(-1) // the score
 */
export function indexStages(context: SqlContext, normalized: ValueStage, groups: string, names: Names): IndexStages {
  const { plan, dialect, statement } = context;
  const nodes: string[] = [];
  const weights: string[] = [];
  let { stage } = normalized;
  for (const node of plan.nodes) {
    const parts = node.parts.map(({ kind, position }) => (kind === 'node' ? nodes : normalized.columns)[position]);
    const column = dialect.identifier(names.take(node.id));
    const ownWeights = weightsStage(context, node, parts, stage, groups);
    weights.push(ownWeights);
    const { value, joins } = nodeSql(context, node, parts, { stage, groups, weights: ownWeights });
    stage = statement.add(
      `index_${node.id}`,
      [`${node.id}: ${node.aggregate.method} of ${node.parts.map(({ id }) => id).join(', ')}`],
      [
        ...select(['v.*', `${value} AS ${column}`]),
        `FROM ${stage} AS v`,
        ...joins.map(({ fitted, alias }) => `JOIN ${fitted} AS ${alias} ON ${alias}.peers = v.peers`),
      ],
    );
    nodes.push(`v.${column}`);
  }
  return { stage, nodes, weights };
}

/** Weights scaled to sum 1; equal ones where they sum to 0. */
function weightsStage(
  context: SqlContext,
  node: PlannedNode,
  parts: readonly string[],
  stage: string,
  groups: string,
): string {
  const { dialect, statement } = context;
  const path = ['index', node.id, 'weights'];
  const weigh = sqlOf<WeightMethodSql>(weightMethodsSql[node.weights.method], node.weights, path);
  const granted = weigh(parts, node.granted, node.weights, dialect);
  const fit = fitQuery(
    stage,
    groups,
    granted.map((weight, at) => `${weight} AS g${at + 1}`),
  );
  const sum = granted.map((_, at) => `f.g${at + 1}`).join(' + ');
  const equal = dialect.number(1 / granted.length);
  return statement.add(
    `weights_${node.id}`,
    [`Weights of the parts of ${node.id}, in this order: ${node.parts.map(({ id }) => id).join(', ')}`],
    [
      ...select([
        'f.peers',
        ...granted.map((_, at) => `CASE WHEN ${sum} = 0 THEN ${equal} ELSE f.g${at + 1} / (${sum}) END AS w${at + 1}`),
      ]),
      ...within(fit, 'f'),
    ],
  );
}

/** A stage of one row a peers group, under the name by which its columns are called. */
interface Joined {
  readonly fitted: string;
  readonly alias: string;
}

/** A node's value, and what must be joined for it: its weights, and a stage for each half-step of its fit. */
function nodeSql(
  { dialect, statement }: SqlContext,
  node: PlannedNode,
  parts: readonly string[],
  from: { readonly stage: string; readonly groups: string; readonly weights: string },
): { value: string; joins: readonly Joined[] } {
  const weights = parts.map((_, at) => `w.w${at + 1}`);
  const path = ['index', node.id, 'aggregate'];
  const { fit = [], apply } = sqlOf<AggregateMethodSql>(
    aggregateMethodsSql[node.aggregate.method],
    node.aggregate,
    path,
  );
  const joins: Joined[] = [{ fitted: from.weights, alias: 'w' }];
  let anchors: SqlAnchors = {};
  fit.forEach((learn, at) => {
    const alias = `f${at + 1}`;
    const learned = Object.entries(learn(parts, weights, anchors, node.aggregate, dialect));
    const fitted = statement.add(
      `fit_${node.id}_${at + 1}`,
      [`What the eligible units of each peers group teach the ${node.aggregate.method} of ${node.id}`],
      fitQuery(
        from.stage,
        from.groups,
        learned.map(([name, aggregate]) => `${aggregate} AS ${name}`),
        joins.map(join => `JOIN ${join.fitted} AS ${join.alias} ON ${join.alias}.peers = g.peers`),
      ),
    );
    joins.push({ fitted, alias });
    anchors = { ...anchors, ...Object.fromEntries(learned.map(([name]) => [name, `${alias}.${name}`])) };
  });
  const value = apply(parts, weights, anchors, node.aggregate, dialect);
  if (node.present === 0) return { value, joins };
  const isThere = `${presentWeightSql(parts, weights)} >= ${dialect.number(node.present - SHARE_TOLERANCE)}`;
  return { value: `CASE WHEN ${isThere} THEN ${value} END`, joins };
}
