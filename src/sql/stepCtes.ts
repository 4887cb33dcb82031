import type { ColumnMethodSql, NamedSpec, NoSql } from '../expr/method.ts';
import { sqlOf } from './context.ts';
import type { SqlContext } from './context.ts';
import { Names } from './names.ts';
import { UNIT_COLUMNS } from './rows.ts';
import { select } from './statement.ts';
import type { Query } from './statement.ts';

/** A step: its name, and for each indicator the method with its options. */
export interface Step {
  readonly name: string;
  readonly comment: string;
  /** What its fit learns, in words. */
  readonly learned: string;
  readonly methods: readonly StepMethod[];
  /** Stages beside that methods look at. */
  readonly joins?: readonly string[];
}

/** A method in SQL, with its options. */
export interface StepMethod {
  readonly sql: ColumnMethodSql | NoSql;
  readonly spec: NamedSpec;
  /** Whether it learns from all eligible units rather than from the peers. */
  readonly isAcross: boolean;
}

/** The columns of indicators in a stage: `v."revenue"`. */
export interface ValueStage {
  readonly stage: string;
  readonly columns: readonly string[];
}

/**
 * Adds the stages of one step: what is learned from the eligible units of each peers group, and the step row by row.
 *
 * Shape: one column an indicator to the same. Degenerate: a step that changes no column adds no stage; a peers group without eligible
 * units learns from one row of missing values.
 * @throws not_supported when a method has no SQL
 * @example stepStages(context, step, raw, groups).columns // those of raw
 */
export function stepStages(context: SqlContext, step: Step, from: ValueStage, groups: string): ValueStage {
  const { dialect, statement } = context;
  const names = new Names(['peers']);
  const fitted: string[] = [];
  const across: string[] = [];
  const refitted: string[] = [];
  const applied = step.methods.map(({ sql, spec, isAcross }, at) => {
    const value = from.columns[at];
    const { fit, refit, apply } = sqlOf<ColumnMethodSql>(sql, spec, ['indicators', at]);
    const columns = (aggregates: Readonly<Record<string, string>>, list: string[], alias: string): [string, string][] =>
      Object.entries(aggregates).map(([anchor, aggregate]) => {
        const name = dialect.identifier(names.take(`${context.plan.indicators[at].id}_${anchor}`));
        list.push(`${aggregate} AS ${name}`);
        return [anchor, `${alias}.${name}`];
      });
    const [list, alias] = isAcross ? [across, 'a'] : [fitted, 'f'];
    const first = Object.fromEntries(columns(fit?.(value, spec, dialect) ?? {}, list, alias));
    const second = Object.fromEntries(columns(refit?.(value, first, spec, dialect) ?? {}, refitted, 'r'));
    return apply(value, { ...first, ...second }, spec, dialect);
  });
  if (fitted.length + across.length === 0 && applied.every((value, at) => value === from.columns[at])) return from;
  const joins = [...(step.joins ?? [])];
  const comments = [`What the eligible units of each peers group teach: ${step.learned}`];
  if (across.length > 0) {
    const comment = `What all eligible units teach: ${step.learned}`;
    joins.push(`CROSS JOIN ${statement.add(`${step.name}_across`, [comment], acrossQuery(from.stage, across))} AS a`);
  }
  if (fitted.length > 0) {
    const fit = statement.add(`${step.name}_fit`, comments, fitQuery(from.stage, groups, fitted));
    joins.push(`JOIN ${fit} AS f ON f.peers = v.peers`);
    if (refitted.length > 0) {
      const again = fitQuery(from.stage, groups, refitted, [`JOIN ${fit} AS f ON f.peers = g.peers`]);
      joins.push(`JOIN ${statement.add(`${step.name}_refit`, comments, again)} AS r ON r.peers = v.peers`);
    }
  }
  return changed(context, step.name, step.comment, from, applied, joins);
}

/**
 * Adds a stage in which the columns of indicators have other values.
 *
 * @example changed(context, 'backed', 'Values with enough evidence', raw, raw.columns, []).columns // those of raw
 */
export function changed(
  { statement }: SqlContext,
  name: string,
  comment: string,
  { stage, columns }: ValueStage,
  values: readonly string[],
  joins: readonly string[],
  kept: readonly string[] = [],
): ValueStage {
  const written = values.map((value, at) =>
    value === columns[at] ? value : `${value} AS ${columns[at].slice('v.'.length)}`,
  );
  return {
    columns,
    stage: statement.add(
      name,
      [comment],
      [...select([...UNIT_COLUMNS, ...written, ...kept]), `FROM ${stage} AS v`, ...joins],
    ),
  };
}

/**
 * A query of aggregates over all eligible units `v`.
 *
 * Degenerate: no eligible units: one row of missing values.
 * @example acrossQuery('"raw"', ['max(v."score") AS c1']).at(-1) // 'WHERE v.eligible'
 */
export function acrossQuery(from: string, aggregates: readonly string[]): Query {
  return [...select(aggregates), `FROM ${from} AS v`, 'WHERE v.eligible'];
}

/**
 * A query of aggregates over the eligible units `v` of each peers group.
 *
 * Degenerate: a peers group without eligible units has one row of missing values.
 * @example fitQuery('"raw"', '"peer_groups"', ['max(v."score") AS c1']).at(-1) // 'GROUP BY g.peers'
 */
export function fitQuery(
  from: string,
  groups: string,
  aggregates: readonly string[],
  joins: readonly string[] = [],
): Query {
  return [
    ...select(['g.peers', ...aggregates]),
    `FROM ${groups} AS g LEFT JOIN ${from} AS v ON v.peers = g.peers AND v.eligible`,
    ...joins,
    'GROUP BY g.peers',
  ];
}
