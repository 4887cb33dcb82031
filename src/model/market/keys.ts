import type { FaultPath } from '../../errors/ratingError.ts';
import { marketSpec } from './index.ts';

/**
 * The keys that a misspelled one of the `market` part may have meant.
 *
 * Shape: a place inside of `market` to keys.
 * @example marketKeys([]).includes('months') // true
 */
export function marketKeys(path: FaultPath): readonly string[] {
  let part: unknown = marketSpec;
  for (const key of path) part = typeof key === 'number' ? elementOf(part) : shapeOf(part)?.get(key);
  return [...(shapeOf(part)?.keys() ?? [])];
}

/** What a schema is made of, as far as keys hang on it. */
interface Definition {
  readonly shape?: object;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly innerType?: unknown;
}

/** The parts of an object's schema, also where a default, an option or a choice is wrapped around it. */
function shapeOf(part: unknown): Map<string, unknown> | undefined {
  const { shape, options, innerType } = definitionOf(part);
  if (shape) return new Map(Object.entries(shape));
  if (options) return new Map(options.flatMap(option => [...(shapeOf(option) ?? [])]));
  return innerType === undefined ? undefined : shapeOf(innerType);
}

/** The schema of a list's items. */
function elementOf(part: unknown): unknown {
  const { element, innerType } = definitionOf(part);
  return element ?? (innerType === undefined ? undefined : elementOf(innerType));
}

function definitionOf(part: unknown): Definition {
  return (part as { readonly def?: Definition } | undefined)?.def ?? {};
}
