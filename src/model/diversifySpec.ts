// How an order is made diverse, as written in a policy. The methods themselves are in the room `order`, one file each.
import * as z from 'zod/mini';
import type { FaultPath } from '../errors/ratingError.ts';
import type { MethodSpec } from '../expr/method.ts';
import type { ColumnType } from '../table/table.ts';

const diversity = () =>
  z._default(
    z.number().check(z.gte(0), z.lte(1), z.describe('0 is the order of the scores, 1 is difference alone')),
    0.5,
  );

/** Options of `mmr`. */
export const mmrSpec = () => z.strictObject({ method: z.literal('mmr'), diversity: diversity() });

/** Options of `max-sum`. */
export const maxSumSpec = () => z.strictObject({ method: z.literal('max-sum'), diversity: diversity() });

/** Options of `dpp`. */
export const dppSpec = () =>
  z.strictObject({
    method: z.literal('dpp'),
    diversity: diversity(),
    scale: z._default(
      z.number().check(z.positive(), z.describe('How much a better score counts, at any diversity')),
      1,
    ),
  });

/** Options of `cover`. */
export const coverSpec = () =>
  z.strictObject({
    method: z.literal('cover'),
    diversity: diversity(),
    gamma: z._default(
      z.number().check(z.gt(0), z.lte(1), z.describe('How soon more of the same adds little: less is sooner')),
      0.5,
    ),
  });

/** Options of `xquad`. */
export const xquadSpec = () => z.strictObject({ method: z.literal('xquad'), diversity: diversity() });

/** Options of `round-robin`. */
export const roundRobinSpec = () => z.strictObject({ method: z.literal('round-robin') });

/** The options that a method of this schema is given. */
export type OptionsOf<Spec extends MethodSpec> = z.output<Spec>;

/** How an order is made diverse, told apart by `method`. */
export const diversifySpec = z.lazy(() =>
  z.discriminatedUnion('method', [mmrSpec(), maxSumSpec(), dppSpec(), coverSpec(), xquadSpec(), roundRobinSpec()]),
);

/** How an order is made diverse, as written. */
export type DiversifySpec = z.input<typeof diversifySpec>;

const columns = () => z.array(z.string().check(z.minLength(1))).check(z.minLength(1));
const first = () =>
  z.optional(
    z
      .int()
      .check(
        z.gte(1),
        z.describe(
          'How many slots from the top are made diverse; without it, all slots of the page. The rest goes by score',
        ),
      ),
  );
const similarity = () =>
  z
    .strictObject({
      method: z.enum(['cosine', 'dot', 'gaussian', 'simple-matching']),
      of: columns().check(z.describe('Numbers for vectors and distances, any columns for matching')),
    })
    .check(z.describe('By what units are alike'));
const by = () => columns().check(z.describe('The columns whose values are to be covered, such as price_band'));

/** How the candidates of a page are made diverse before the rules arrange them, told apart by `method`. */
export const diversePageSpec = z.lazy(() =>
  z.discriminatedUnion('method', [
    z.extend(mmrSpec(), { first: first(), similarity: similarity() }),
    z.extend(maxSumSpec(), { first: first(), similarity: similarity() }),
    z.extend(dppSpec(), { first: first(), similarity: similarity() }),
    z.extend(coverSpec(), { first: first(), similarity: similarity() }),
    z.extend(xquadSpec(), { first: first(), by: by() }),
    z.extend(roundRobinSpec(), { first: first(), by: by() }),
  ]),
);

/** How the candidates of a page are made diverse, with every default filled in. */
export type DiversePage = z.output<typeof diversePageSpec>;

/** A column that a policy tells units apart by, and where it names it; without a type, any will do. */
export interface ColumnOfDifference {
  readonly name: string;
  readonly type: ColumnType | undefined;
  readonly path: FaultPath;
}

/**
 * The columns that a page's units are told apart by.
 *
 * Degenerate: no diversity asked for: none.
 * @example columnsOfDifference({ method: 'xquad', diversity: 0.5, by: ['price_band'] })[0].name // 'price_band'
 */
export function columnsOfDifference(page: DiversePage | undefined): ColumnOfDifference[] {
  if (!page) return [];
  if ('by' in page) return page.by.map((name, at) => ({ name, type: undefined, path: ['by', at] }));
  const { method, of } = page.similarity;
  const type = method === 'simple-matching' ? undefined : 'number';
  return of.map((name, at) => ({ name, type, path: ['similarity', 'of', at] }));
}
