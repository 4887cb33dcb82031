// Where formulas stand in the `market` part of a model, so that their faults are told together with all others.
import type { FaultPath } from '../../errors/ratingError.ts';

/** A kind of place: the keys on the way, `*` for every entry of a list, and what the formula there is about and must give. */
interface Place {
  readonly at: readonly string[];
  readonly context: 'row' | 'unit';
  readonly want: 'number' | 'condition';
}

const PLACES: readonly Place[] = [
  { at: ['benchmarks', 'indicators', '*', 'formula'], context: 'unit', want: 'number' },
  { at: ['potential', 'quality'], context: 'unit', want: 'number' },
  { at: ['ladder', 'stages', '*', 'rules', '*'], context: 'unit', want: 'condition' },
  { at: ['serviceTiers', 'tiers', '*', 'value'], context: 'unit', want: 'number' },
  { at: ['serviceTiers', 'tiers', '*', 'load'], context: 'unit', want: 'number' },
  { at: ['admission', 'rules', '*', 'formula'], context: 'unit', want: 'condition' },
  { at: ['admission', 'by'], context: 'unit', want: 'number' },
  { at: ['admission', 'bands', '*', 'formula'], context: 'unit', want: 'number' },
  { at: ['effect', 'took'], context: 'unit', want: 'condition' },
  { at: ['effect', 'outcome'], context: 'row', want: 'number' },
];

/** A formula of the `market` part. */
export interface MarketFormula extends Omit<Place, 'at'> {
  readonly path: FaultPath;
  readonly text: string;
}

/**
 * The formulas in the `market` part of a document, also of a faulty one.
 *
 * @example marketFormulas({ admission: { by: 'sum(revenue)' } })[0].path // ['market', 'admission', 'by']
 */
export function marketFormulas(market: unknown): MarketFormula[] {
  return PLACES.flatMap(({ at, context, want }) =>
    textsAt(market, at, ['market']).map(({ path, text }) => ({ path, text, context, want })),
  );
}

function textsAt(value: unknown, at: readonly string[], path: FaultPath): { path: FaultPath; text: string }[] {
  if (at.length === 0) return typeof value === 'string' ? [{ path, text: value }] : [];
  const [key, ...rest] = at;
  if (key === '*') {
    return Array.isArray(value) ? value.flatMap((each, position) => textsAt(each, rest, [...path, position])) : [];
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  return textsAt((value as Readonly<Record<string, unknown>>)[key], rest, [...path, key]);
}
