import type * as z from 'zod/mini';
import type { Groups } from '../table/groups.ts';
import type { Anchors, MethodSpec, NamedSpec, NoSql, OptionsOf, Specified } from './method.ts';
import type { MethodDialect } from './methodDialect.ts';

/** Whether more of a part is better, or less. */
export type Direction = 'benefit' | 'cost';

/** A method that combines the parts of an index into one value a row, more is better. */
export interface AggregateMethod<Spec extends MethodSpec = MethodSpec, Fitted extends Anchors = Anchors> {
  readonly spec: () => Spec;
  /** Whether a negative part has no meaning, so that a model that allows one is at fault. */
  readonly needsPositive: boolean;
  /** Whether equal parts give that value, and unequal ones a value between the least and the greatest. */
  readonly isMean: boolean;
  /** Whether, under the same anchors, a greater part never lowers the index. */
  readonly neverFalls: boolean;
  /** Whether a part may be a cost as it stands; inside of a model every part was turned before. */
  readonly takesCosts: boolean;
  /** Left out where nothing is learned from the peers. */
  fit?(
    parts: readonly Float64Array[],
    weights: readonly Float64Array[],
    groups: Groups,
    options: z.output<Spec>,
    directions: readonly Direction[],
  ): Fitted;
  /** Missing parts are dropped and the other weights re-scaled; all missing: missing. `weights`: one a group, for each part. */
  apply(
    parts: readonly Float64Array[],
    weights: readonly Float64Array[],
    groups: Groups,
    anchors: Fitted,
    options: z.output<Spec>,
    directions: readonly Direction[],
  ): Float64Array;
}

/** Both halves as SQL, where every part is a benefit. */
export interface AggregateMethodSql<Options = NamedSpec> {
  /** Aggregates over the eligible peers, by name; each stage may use the anchors of those before it. */
  readonly fit?: readonly AggregateSqlFit<Options>[];
  /** The index as an expression of its parts' columns, their weights and the anchors. */
  apply(
    parts: readonly string[],
    weights: readonly string[],
    anchors: SqlAnchors,
    options: Options,
    dialect: MethodDialect,
  ): string;
}

/** What a method means in SQL, or why it has no SQL. */
export type AggregateSql<Method extends Specified> = AggregateMethodSql<OptionsOf<Method>> | NoSql;

/** What a fit learned, as columns by name. */
export type SqlAnchors = Readonly<Record<string, string>>;

/** One stage of a fit. */
export type AggregateSqlFit<Options> = {
  // As a member, so that a function of one method's options may stand in a list of all.
  of(
    parts: readonly string[],
    weights: readonly string[],
    anchors: SqlAnchors,
    options: Options,
    dialect: MethodDialect,
  ): SqlAnchors;
}['of'];

/**
 * States an aggregation method; it only checks the types.
 *
 * @example aggregateMethod({ spec, needsPositive: false, isMean: true, neverFalls: true, takesCosts: false, apply }).spec // spec
 */
export function aggregateMethod<Spec extends MethodSpec, Fitted extends Anchors>(
  method: AggregateMethod<Spec, Fitted>,
): AggregateMethod<Spec, Fitted> {
  return method;
}
