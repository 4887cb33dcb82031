// A method that fills one column by others that stand beside it.
import type * as z from 'zod/mini';
import type { Groups } from '../table/groups.ts';
import type { Anchors, MethodSpec, NamedSpec, NoSql, OptionsOf, Specified } from './method.ts';
import type { MethodDialect } from './methodDialect.ts';

/** How many periods of the same length a method looks at before and after the one that is rated. */
export interface PeriodsAround {
  readonly back: number;
  readonly ahead: number;
}

/** What the columns of a method are: all indicators of the model, or one of them in periods around its own, in order of time. */
export type Beside = 'indicators' | PeriodsAround;

/** A method that takes several columns, one of which it gives anew; missing values take no part in what it learns. */
export interface JointMethod<Spec extends MethodSpec = MethodSpec, Fitted extends Anchors = Anchors> {
  readonly spec: () => Spec;
  /** Which columns it asks for; the model brings them. */
  beside(options: z.output<Spec>): Beside;
  /** Learned once from all columns together; left out where nothing is learned. */
  fit?(columns: readonly Float64Array[], groups: Groups, options: z.output<Spec>): Fitted;
  /** Gives the column at a place anew, or the same one where nothing changes. */
  apply(
    columns: readonly Float64Array[],
    at: number,
    groups: Groups,
    anchors: Fitted,
    options: z.output<Spec>,
  ): Float64Array;
}

/** The method as an expression of its columns; none that learns has one. */
export interface JointMethodSql<Options = NamedSpec> {
  apply(columns: readonly string[], at: number, options: Options, dialect: MethodDialect): string;
}

/** What a method means in SQL, or why it has no SQL. */
export type JointSql<Method extends Specified> = JointMethodSql<OptionsOf<Method>> | NoSql;

/**
 * States a method; it only checks the types.
 *
 * @example jointMethod({ spec, beside: () => 'indicators', apply: ([first]) => first }).spec // spec
 */
export function jointMethod<Spec extends MethodSpec, Fitted extends Anchors>(
  method: JointMethod<Spec, Fitted>,
): JointMethod<Spec, Fitted> {
  return method;
}
