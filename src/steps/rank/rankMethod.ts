import type * as z from 'zod';
import type { MethodSpec } from '../../expr/method.ts';

/** Where a row stands in its group, best first, all counted from 1. */
export interface Place {
  /** Its own position. */
  readonly position: number;
  /** The position of the first row with the same score. */
  readonly firstOfTie: number;
  /** How many different scores there are up to its own. */
  readonly distinct: number;
}

/** A method that turns places into ranks. */
export interface RankMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: Spec;
  rank(place: Place, options: z.output<Spec>): number;
  /** The window function that gives the same; `ties` when it needs the ties broken. */
  readonly sql: { readonly window: string; readonly ties: boolean };
}

/**
 * States a rank method; it only checks the types.
 *
 * @example rankMethod({ spec, rank, sql }).spec // spec
 */
export function rankMethod<Spec extends MethodSpec>(method: RankMethod<Spec>): RankMethod<Spec> {
  return method;
}
