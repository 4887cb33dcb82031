import type * as z from 'zod/mini';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Groups } from '../table/groups.ts';
import { methodOf, oneOf } from './method.ts';
import type { Anchors, ColumnMethod } from './method.ts';
import { specFaults } from './specFaults.ts';

/** A step whose methods each turn one column into another. */
export interface ColumnStep<Methods extends readonly ColumnMethod[]> {
  readonly methods: Methods;
  readonly spec: ReturnType<typeof oneOf<Methods>>;
  /** What the named method learns from the values; empty where it learns nothing. */
  fit(values: Float64Array, groups: Groups, spec: { readonly method: string }): Anchors;
  /** The values under anchors learned from these values or from others. */
  apply(values: Float64Array, groups: Groups, anchors: Anchors, spec: { readonly method: string }): Float64Array;
}

/**
 * Makes a step of a list of methods.
 *
 * @throws invalid_argument when values and groups differ in length, or no method has the name
 * @example columnStep([minMax]).methods.length // 1
 */
export function columnStep<const Methods extends readonly ColumnMethod[]>(methods: Methods): ColumnStep<Methods> {
  return {
    methods,
    spec: oneOf(methods),
    fit(values, groups, spec) {
      checkLengths(values, groups);
      return methodOf(methods, spec).fit?.(values, groups, spec) ?? {};
    },
    apply(values, groups, anchors, spec) {
      checkLengths(values, groups);
      return methodOf(methods, spec).apply(values, groups, anchors, spec);
    },
  };
}

function checkLengths(values: Float64Array, groups: Groups): void {
  if (values.length === groups.of.length) return;
  throw new RatingError('invalid_argument', [], `${values.length} values, but groups of ${groups.of.length} rows`);
}

/**
 * A spec with its defaults filled in; for steps that are called alone.
 *
 * @throws invalid_argument with every fault of the spec
 * @example completeSpec(z.object({ to: z._default(z.number(), 1) }), {}).to // 1
 */
export function completeSpec<Schema extends z.ZodMiniType>(schema: Schema, spec: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(spec);
  if (!parsed.success) throwFaults(specFaults(parsed.error.issues, spec, 'invalid_argument'));
  // Without faults the parse succeeded.
  return parsed.data as z.output<Schema>;
}
