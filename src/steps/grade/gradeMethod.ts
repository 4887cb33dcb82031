import * as z from 'zod/mini';
import type { Groups } from '../../table/groups.ts';
import type { MethodSpec, NamedSpec, NoSql, OptionsOf, Specified } from '../../expr/method.ts';
import type { MethodDialect } from '../../expr/methodDialect.ts';

/** The borders between grades, best first: one list a group, one border less than there are grades. */
export interface Cuts {
  readonly cuts: readonly Float64Array[];
}

/** A method that sets the borders between grades. */
export interface GradeMethod<Spec extends MethodSpec = MethodSpec> {
  readonly spec: () => Spec;
  fit(scores: Float64Array, groups: Groups, options: z.output<Spec>): Cuts;
}

/** One aggregate of the score a border, over the eligible units that the borders come from. */
export type GradeMethodSql<Options = NamedSpec> = {
  // As a member, so that a function of one method's options may stand in a list of all.
  of(score: string, options: Options, dialect: MethodDialect): readonly string[];
}['of'];

/** What a method means in SQL, or why it has no SQL. */
export type GradeSql<Method extends Specified> = GradeMethodSql<OptionsOf<Method>> | NoSql;

/**
 * States a grade method; it only checks the types.
 *
 * @example gradeMethod({ spec, fit }).spec // spec
 */
export function gradeMethod<Spec extends MethodSpec>(method: GradeMethod<Spec>): GradeMethod<Spec> {
  return method;
}

const names = () =>
  z.array(z.string().check(z.trim(), z.minLength(1))).check(
    z.minLength(1),
    z.maxLength(100),
    z.refine(names => new Set(names).size === names.length, { error: 'grades must differ from each other' }),
  );

/**
 * What every grade method is told: the names of the grades, best first; whose scores set the borders: each peers group's its own
 * (`peers`), or those of all units together, one set of borders for every group (`all`); and what holds a grade from one release to
 * the next.
 */
export const gradeFields = () => ({
  grades: names(),
  across: z._default(z.enum(['peers', 'all']), 'peers'),
  buffer: z._default(
    z
      .number()
      .check(
        z.gte(0),
        z.describe('A unit keeps its last grade while its score is within so many points of its borders'),
      ),
    0,
  ),
  stay: z.optional(z.int().check(z.gte(1), z.describe('For how many releases at least a unit keeps a grade'))),
  steps: z.optional(
    z.int().check(z.gte(1), z.describe('By how many grades at most a unit moves from one release to the next')),
  ),
});
