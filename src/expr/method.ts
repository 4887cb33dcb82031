// A method as plain data: its options, what it learns from a population, how it uses that row by row; and, beside it, the same in SQL.
import * as z from 'zod/mini';
import { RatingError } from '../errors/ratingError.ts';
import type { Groups } from '../table/groups.ts';
import type { MethodDialect } from './methodDialect.ts';

/** What a fit learned, by name: one number, or one list of numbers, a group. */
export type Anchors = Readonly<Record<string, Float64Array | readonly Float64Array[]>>;

/** The options of a method: an object told apart by its `method`. */
export type MethodSpec = z.ZodMiniObject<{ method: z.ZodMiniLiteral<string> }>;

/** The options of any method, as far as all have them. */
export type NamedSpec = z.output<MethodSpec>;

/** A method of any step. */
export interface Specified {
  /** Made when it is first asked for: an import, which may need none of them, makes none. */
  readonly spec: () => MethodSpec;
}

/** The options of a method, with defaults filled in. */
export type OptionsOf<Method extends Specified> = z.output<ReturnType<Method['spec']>>;

/** A method that turns one column into another, group by group. */
export interface ColumnMethod<Spec extends MethodSpec = MethodSpec, Fitted extends Anchors = Anchors> {
  readonly spec: () => Spec;
  /** Left out where nothing is learned; missing values take no part. */
  fit?(values: Float64Array, groups: Groups, options: z.output<Spec>): Fitted;
  /** Whether it learns from all eligible units rather than from the peers; from the peers when left out. */
  isAcross?(options: z.output<Spec>): boolean;
  /** Gives a new column, or the same one where nothing changes. */
  apply(values: Float64Array, groups: Groups, anchors: Fitted, options: z.output<Spec>): Float64Array;
  /** The least and greatest value it can give whatever the data, when there are such; unbounded when left out. */
  bounds?(options: z.output<Spec>): readonly [number, number];
}

/** Both halves as SQL: an aggregate a group for each anchor, and an expression of the value and its group's anchors. */
export interface ColumnMethodSql<Options = NamedSpec> {
  fit?(value: string, options: Options, dialect: MethodDialect): Readonly<Record<string, string>>;
  /** Further aggregates that need the anchors of `fit`, such as of distances from a median. */
  refit?(
    value: string,
    anchors: Readonly<Record<string, string>>,
    options: Options,
    dialect: MethodDialect,
  ): Readonly<Record<string, string>>;
  apply(value: string, anchors: Readonly<Record<string, string>>, options: Options, dialect: MethodDialect): string;
}

/** What a method means in SQL, or why it has no SQL. */
export type ColumnSql<Method extends Specified> = ColumnMethodSql<OptionsOf<Method>> | NoSql;

/** Why a method cannot be written as SQL. */
export interface NoSql {
  readonly noSql: string;
}

/** The SQL of each method of a list, by name; a method that has none there does not compile. */
export type SqlByName<Methods extends readonly Specified[], Sql> = Readonly<
  Record<OptionsOf<Methods[number]>['method'], Sql | NoSql>
>;

/**
 * States a method; it only checks the types.
 *
 * @example columnMethod({ spec, apply: values => values }).spec // spec
 */
export function columnMethod<Spec extends MethodSpec, Fitted extends Anchors>(
  method: ColumnMethod<Spec, Fitted>,
): ColumnMethod<Spec, Fitted> {
  return method;
}

const made = new WeakMap<() => MethodSpec, MethodSpec>();

/** The spec of a method: made once. */
export function specOf(method: Specified): MethodSpec {
  let spec = made.get(method.spec);
  if (spec === undefined) made.set(method.spec, (spec = method.spec()));
  return spec;
}

/** The name of a method: the literal in its spec. */
export function methodName(method: Specified): string {
  // A literal of one name.
  return specOf(method).shape.method.def.values[0];
}

type SpecsOf<Methods extends readonly Specified[]> = {
  [Position in keyof Methods]: ReturnType<Methods[Position]['spec']>;
};

/**
 * The spec of a step: one of its methods' specs, told apart by `method`.
 *
 * @example oneOf([minMax, zScore]).parse({ method: 'min-max' }).method // 'min-max'
 */
export function oneOf<const Methods extends readonly Specified[]>(
  methods: Methods,
): z.ZodMiniLazy<z.ZodMiniDiscriminatedUnion<SpecsOf<Methods>, 'method'>> {
  // `map` forgets the tuple; the specs are those of the methods, position by position.
  return z.lazy(() => z.discriminatedUnion('method', methods.map(specOf) as never));
}

/**
 * The method that a spec names.
 *
 * @throws invalid_argument when no method of the list has the name
 * @example methodOf([minMax], { method: 'min-max' }) // minMax
 */
export function methodOf<Method extends Specified>(
  methods: readonly Method[],
  spec: { readonly method: string },
): Method {
  const found = methods.find(method => methodName(method) === spec.method);
  if (found) return found;
  const names = methods.map(methodName).join(', ');
  throw new RatingError('invalid_argument', ['method'], `no method "${spec.method}"; there are ${names}`);
}
