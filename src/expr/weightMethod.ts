import type * as z from 'zod/mini';
import type { Groups } from '../table/groups.ts';
import type { MethodSpec, NamedSpec, NoSql, OptionsOf, Specified } from './method.ts';
import type { MethodDialect } from './methodDialect.ts';

/** Of each part, whether more of it is better; inside a model all parts are turned already, so that more is better. */
export type PartDirections = readonly ('benefit' | 'cost')[];

/** A method that gives every part of an index its weight, group by group. */
export interface WeightMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: () => Spec;
  /** Which values have a meaning for it, where not all have; a model whose parts may have others is at fault. */
  readonly needs?: 'at least 0' | 'above 0';
  /** What is wrong with the options for so many parts, one sentence each. */
  faults?(parts: number, options: z.output<Spec>): readonly string[];
  /** One array a part with one weight a group, not yet scaled to sum 1; `granted` are the weights written at the parts. */
  fit(
    parts: readonly Float64Array[],
    groups: Groups,
    granted: readonly number[],
    options: z.output<Spec>,
    directions: PartDirections,
  ): readonly Float64Array[];
}

/** One aggregate a part, over the eligible peers, not yet scaled to sum 1. */
export type WeightMethodSql<Options = NamedSpec> = {
  // As a member, so that a function of one method's options may stand in a list of all.
  of(parts: readonly string[], granted: readonly number[], options: Options, dialect: MethodDialect): readonly string[];
}['of'];

/** What a method means in SQL, or why it has no SQL. */
export type WeightSql<Method extends Specified> = WeightMethodSql<OptionsOf<Method>> | NoSql;

/**
 * States a weight method; it only checks the types.
 *
 * @example weightMethod({ spec, fit }).spec // spec
 */
export function weightMethod<Spec extends MethodSpec>(method: WeightMethod<Spec>): WeightMethod<Spec> {
  return method;
}
