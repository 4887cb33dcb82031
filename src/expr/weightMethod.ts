import type * as z from 'zod/mini';
import type { Groups } from '../table/groups.ts';
import type { MethodSpec } from './method.ts';
import type { MethodDialect } from './methodDialect.ts';

/** A method that gives every part of an index its weight, group by group. */
export interface WeightMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: Spec;
  /** One array a part with one weight a group, not yet scaled to sum 1; `granted` are the weights written at the parts. */
  fit(
    parts: readonly Float64Array[],
    groups: Groups,
    granted: readonly number[],
    options: z.output<Spec>,
  ): readonly Float64Array[];
  /** One aggregate a part, over the eligible peers, not yet scaled to sum 1. */
  readonly sql:
    | ((
        parts: readonly string[],
        granted: readonly number[],
        options: z.output<Spec>,
        dialect: MethodDialect,
      ) => readonly string[])
    | { readonly noSql: string };
}

/**
 * States a weight method; it only checks the types.
 *
 * @example weightMethod({ spec, fit, sql }).spec // spec
 */
export function weightMethod<Spec extends MethodSpec>(method: WeightMethod<Spec>): WeightMethod<Spec> {
  return method;
}
