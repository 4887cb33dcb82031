import type { FaultPath } from '../errors/ratingError.ts';

/** What a schema is made of, as far as keys hang on it. */
interface Definition {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly options?: readonly unknown[];
  readonly innerType?: unknown;
  readonly getter?: () => unknown;
}

/**
 * The keys that a misspelled one of a document may have meant, as its schema knows them.
 *
 * Shape: a schema and a place in the document to keys; of several alternatives, those of all.
 * Degenerate: no such place, or no object there: none.
 * @example keysIn(z.strictObject({ top: z.array(z.strictObject({ size: z.number() })) }), ['top', 0]) // ['size']
 */
export function keysIn(spec: unknown, path: FaultPath): readonly string[] {
  let parts = alternatives(spec);
  for (const key of path) {
    parts = parts.flatMap(({ shape, element, valueType }) =>
      alternatives(typeof key === 'number' ? element : (shape?.[key] ?? valueType)),
    );
  }
  return [...new Set(parts.flatMap(({ shape }) => Object.keys(shape ?? {})))];
}

/** Schemas without what is wrapped around them: choices, defaults, options, what is made when asked for. */
function alternatives(spec: unknown): Definition[] {
  const definition = (spec as { readonly def?: Definition } | undefined)?.def ?? {};
  const { options = [], innerType, getter } = definition;
  const within = [...options, innerType, getter?.()].filter(part => part !== undefined);
  return within.length === 0 ? [definition] : within.flatMap(alternatives);
}
