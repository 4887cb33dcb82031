import * as z from 'zod/mini';

const names = z.array(z.string().check(z.minLength(1))).check(z.minLength(2));
const positive = z.number().check(z.gt(0));
const share = z.number().check(z.gt(0), z.lt(1));

/** Price bands: how the prices of a category are cut, and when a band lacks brands. */
export const priceBandsSpec = z
  .strictObject({
    names: z._default(names.check(z.describe('The bands, the cheapest first')), ['low', 'mid', 'high']),
    by: z._default(
      z.discriminatedUnion('method', [
        z.strictObject({ method: z.literal('column') }).check(z.describe('The column price_band says it')),
        z
          .strictObject({ method: z.literal('fixed'), borders: z.array(positive).check(z.minLength(1)) })
          .check(z.describe('The same borders in every category, the least first')),
        z
          .strictObject({
            method: z.literal('quantile'),
            shares: z._default(z.array(share).check(z.minLength(1)), [1 / 3, 2 / 3]),
          })
          .check(z.describe("Quantiles of the prices of a category's rows")),
        z.strictObject({ method: z.literal('natural-breaks') }).check(z.describe("Jenks' breaks of log prices")),
      ]),
      { method: 'column' },
    ),
    alpha: z._default(
      share.check(z.describe('How likely a verdict may be, of all bands together, on mere chance')),
      0.05,
    ),
    leastRows: z._default(z.int().check(z.gte(1), z.describe('Sales rows that a band needs in each period')), 30),
  })
  .check(
    z.refine(({ names, by }) => bordersOf(by, names.length) === names.length - 1, {
      error: 'must have one name more than there are borders',
      path: ['names'],
    }),
    z.refine(({ by }) => isRising(by.method === 'fixed' ? by.borders : by.method === 'quantile' ? by.shares : []), {
      error: 'borders must rise',
      path: ['by'],
    }),
  );

type By = { readonly method: string; readonly borders?: readonly number[]; readonly shares?: readonly number[] };

function bordersOf({ borders, shares }: By, names: number): number {
  return borders?.length ?? shares?.length ?? names - 1;
}

function isRising(borders: readonly number[]): boolean {
  return borders.every((border, at) => at === 0 || border > borders[at - 1]);
}
