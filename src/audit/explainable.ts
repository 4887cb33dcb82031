// What the audit needs of a result, and what it asks of it: the name of a unit, its grade, its peers and their means.
import { RatingError } from '../errors/ratingError.ts';
import type { Result } from '../model/result.ts';
import { moments } from '../stats/moments.ts';
import { textAt } from '../table/text.ts';

/** What an explanation needs of a result; a release that was read back has it too. */
export type Explainable = Pick<
  Result,
  | 'model'
  | 'count'
  | 'keys'
  | 'peers'
  | 'eligible'
  | 'score'
  | 'rank'
  | 'grade'
  | 'coverage'
  | 'anchors'
  | 'filled'
  | 'treated'
> & {
  readonly list?: Result['list'];
  readonly indicators: readonly (Pick<Result['indicators'][number], 'id' | 'direction' | 'raw' | 'normalized'> &
    // Other sources than results and releases may not tell what stands behind the values.
    Partial<Pick<Result['indicators'][number], 'evidence' | 'shrinkBy'>>)[];
  readonly nodes: readonly Pick<Result['nodes'][number], 'id' | 'score'>[];
};

/** What a unit is called: the columns of its key, those of its peers first. */
export type UnitName = readonly { readonly name: string; readonly value: string }[];

/** The normalized values of one unit. */
export function ownValues({ indicators }: Pick<Explainable, 'indicators'>, unit: number): Float64Array {
  return Float64Array.from(indicators, ({ normalized }) => normalized[unit]);
}

/** The keys of a unit by name. */
export function nameOf({ keys }: Pick<Explainable, 'keys'>, unit: number): UnitName {
  return keys.map(({ name, column }) => ({ name, value: textAt(column, unit) ?? '' }));
}

/** The grade of a unit; null when it has none. */
export function gradeOf({ grade }: Pick<Explainable, 'grade'>, unit: number): string | null {
  return grade?.names[grade.codes[unit]] ?? null;
}

/** Throws when a result has no such unit. */
export function checkUnit({ count }: Pick<Explainable, 'count'>, unit: number): void {
  if (unit >= 0 && unit < count) return;
  throw new RatingError('invalid_argument', ['unit'], `no unit ${unit}; there are ${count}, counted from 0`);
}

/**
 * For each peers group its place in the anchors, which may know other groups than the units at hand; null when they do not know it.
 *
 * @example anchorGroups(result) // [0]
 */
export function anchorGroups({
  keys,
  anchors,
  model,
  peers,
}: Pick<Explainable, 'keys' | 'anchors' | 'model' | 'peers'>): (number | null)[] {
  const known = new Map(anchors.peers.map((key, group) => [JSON.stringify(key), group]));
  const within = keys.slice(0, model.rate.within.length);
  return Array.from(
    peers.firstRow,
    unit => known.get(JSON.stringify(within.map(({ column }) => textAt(column, unit)))) ?? null,
  );
}

/**
 * The mean of each normalized indicator over the eligible units of each peers group.
 *
 * @example peerMeans(result)[0] // [50], one number a peers group
 */
export function peerMeans({
  indicators,
  peers,
  eligible,
}: Pick<Explainable, 'indicators' | 'peers' | 'eligible'>): Float64Array[] {
  return indicators.map(({ normalized }) => moments(ofEligible(normalized, eligible), peers).mean);
}

/**
 * Values of the eligible units; the others missing.
 *
 * @example ofEligible(Float64Array.of(1, 2), Uint8Array.of(1, 0)) // [1, NaN]
 */
export function ofEligible(values: Float64Array, eligible: Uint8Array): Float64Array {
  return values.map((value, unit) => (eligible[unit] === 1 ? value : NaN));
}
