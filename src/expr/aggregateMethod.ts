import type * as z from 'zod/mini';
import type { Groups } from '../table/groups.ts';
import type { Anchors, MethodSpec } from './method.ts';
import type { MethodDialect } from './methodDialect.ts';

/** A method that combines the parts of an index into one value a row. */
export interface AggregateMethod<Spec extends MethodSpec = MethodSpec, Fitted extends Anchors = Anchors> {
  readonly spec: Spec;
  /** Whether a negative part has no meaning, so that a model that allows one is at fault. */
  readonly needsPositive: boolean;
  /** Left out where nothing is learned from the peers. */
  fit?(
    parts: readonly Float64Array[],
    weights: readonly Float64Array[],
    groups: Groups,
    options: z.output<Spec>,
  ): Fitted;
  /** Missing parts are dropped and the other weights re-scaled; all missing: missing. `weights`: one a group, for each part. */
  apply(
    parts: readonly Float64Array[],
    weights: readonly Float64Array[],
    groups: Groups,
    anchors: Fitted,
    options: z.output<Spec>,
  ): Float64Array;
  /** The index as an expression of its parts' columns and weights. */
  readonly sql:
    | ((
        parts: readonly string[],
        weights: readonly string[],
        options: z.output<Spec>,
        dialect: MethodDialect,
      ) => string)
    | { readonly noSql: string };
}

/**
 * States an aggregation method; it only checks the types.
 *
 * @example aggregateMethod({ spec, needsPositive: false, apply, sql }).spec // spec
 */
export function aggregateMethod<Spec extends MethodSpec, Fitted extends Anchors>(
  method: AggregateMethod<Spec, Fitted>,
): AggregateMethod<Spec, Fitted> {
  return method;
}
