// What a method of this step may say about costs, beyond what every column method says.
import type {
  Anchors,
  ColumnMethod,
  ColumnMethodSql,
  MethodSpec,
  NamedSpec,
  NoSql,
  OptionsOf,
  Specified,
} from '../../expr/method.ts';
import type * as z from 'zod/mini';

/** Whether more of an indicator is better or worse. */
export type Direction = 'benefit' | 'cost';

/** A method of the normalize step. For a cost its values are turned to -x, unless it says otherwise. */
export interface Normalizer<
  Spec extends MethodSpec = MethodSpec,
  Fitted extends Anchors = Anchors,
  CostFitted extends Anchors = Anchors,
> extends ColumnMethod<Spec, Fitted> {
  /** The method's own form for costs, of values as they are. */
  readonly cost?: Omit<ColumnMethod<Spec, CostFitted>, 'spec'>;
  /** The options for turned values, when some are in the unit of the values, as a target is. */
  turnOptions?(options: z.output<Spec>): z.output<Spec>;
}

/** A method of this step in SQL, with the form for costs where it has one of its own. */
export interface NormalizerMethodSql<Options = NamedSpec> extends ColumnMethodSql<Options> {
  readonly cost?: ColumnMethodSql<Options>;
}

/** What a method means in SQL, or why it has no SQL. */
export type NormalizerSql<Method extends Specified> = NormalizerMethodSql<OptionsOf<Method>> | NoSql;

/**
 * States a method of the normalize step; it only checks the types.
 *
 * @example normalizer({ spec, apply: values => values }).spec // spec
 */
export function normalizer<Spec extends MethodSpec, Fitted extends Anchors, CostFitted extends Anchors>(
  method: Normalizer<Spec, Fitted, CostFitted>,
): Normalizer<Spec, Fitted, CostFitted> {
  return method;
}

/**
 * The method as it takes costs: its own form for them, or the same of turned values.
 *
 * @example forCosts(minMax).apply(Float64Array.of(1), oneGroup(1), { min: [-2], max: [0] }, { to: [0, 1] }) // [0.5]
 */
export function forCosts(method: Normalizer): ColumnMethod {
  const { spec, cost, bounds, turnOptions = same } = method;
  if (cost) return { spec, ...cost };
  return {
    spec,
    fit: (values, groups, options) => method.fit?.(turned(values), groups, turnOptions(options)) ?? {},
    apply: (values, groups, anchors, options) => method.apply(turned(values), groups, anchors, turnOptions(options)),
    ...(bounds && { bounds }),
  };
}

/**
 * The SQL of a method as it takes costs: its own form for them, or the same of turned values.
 *
 * @example forCostsSql(max, maxSql).apply('v', { least: 'f' }, { method: 'max' }).includes('v') // true
 */
export function forCostsSql(
  { turnOptions = same }: Normalizer,
  sql: NormalizerMethodSql | NoSql,
): ColumnMethodSql | NoSql {
  if ('noSql' in sql) return sql;
  if (sql.cost) return sql.cost;
  const { fit, refit, apply } = sql;
  const negative = (value: string): string => `(- ${value})`;
  return {
    fit: (value, options, dialect) => fit?.(negative(value), turnOptions(options), dialect) ?? {},
    refit: (value, anchors, options, dialect) => refit?.(negative(value), anchors, turnOptions(options), dialect) ?? {},
    apply: (value, anchors, options, dialect) => apply(negative(value), anchors, turnOptions(options), dialect),
  };
}

function same<Options>(options: Options): Options {
  return options;
}

/**
 * The values with their sign turned.
 *
 * @example turned(Float64Array.of(1, NaN)) // [-1, NaN]
 */
export function turned(values: Float64Array): Float64Array {
  const negative = new Float64Array(values.length);
  // Taken from 0, so that 0 does not become -0, which JSON does not keep.
  for (let row = 0; row < values.length; row++) negative[row] = 0 - values[row];
  return negative;
}
