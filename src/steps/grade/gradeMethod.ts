import * as z from 'zod/mini';
import type { Groups } from '../../table/groups.ts';
import type { MethodSpec } from '../../expr/method.ts';
import type { MethodDialect } from '../../expr/methodDialect.ts';

/** The borders between grades, best first: one list a group, one border less than there are grades. */
export interface Cuts {
  readonly cuts: readonly Float64Array[];
}

/** A method that sets the borders between grades. */
export interface GradeMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: Spec;
  fit(scores: Float64Array, groups: Groups, options: z.output<Spec>): Cuts;
  /** One aggregate a border, over the eligible peers. */
  sql(score: string, options: z.output<Spec>, dialect: MethodDialect): readonly string[];
}

/**
 * States a grade method; it only checks the types.
 *
 * @example gradeMethod({ spec, fit, sql }).spec // spec
 */
export function gradeMethod<Spec extends MethodSpec>(method: GradeMethod<Spec>): GradeMethod<Spec> {
  return method;
}

/** The names of grades, best first. */
export const gradeNames = z.array(z.string().check(z.trim(), z.minLength(1))).check(
  z.minLength(1),
  z.maxLength(100),
  z.refine(names => new Set(names).size === names.length, { error: 'grades must differ from each other' }),
);
