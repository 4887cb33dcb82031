import type { MethodSpec } from '../../expr/method.ts';

/** A method that turns places into ranks. */
export interface RankMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: () => Spec;
  /**
   * The rank of a row by its own position in its group, the positions of the first and the last row with its score, and how many scores
   * there are up to it.
   */
  rank(position: number, firstOfTie: number, lastOfTie: number, distinct: number): number;
}

/** The same by window functions, each with the stated `over`; `ties` when it needs the ties broken. */
export interface RankSql {
  window(over: string): string;
  readonly ties: boolean;
}

/**
 * States a rank method; it only checks the types.
 *
 * @example rankMethod({ spec, rank }).spec // spec
 */
export function rankMethod<Spec extends MethodSpec>(method: RankMethod<Spec>): RankMethod<Spec> {
  return method;
}
