import * as z from 'zod/mini';

/** A model of its own that rates what a question measured; `parseModel` reads it. */
export const ratingDocument = z.optional(
  z
    .record(z.string(), z.unknown())
    .check(z.describe('A model document over the ready measures, such as metric(size); its rate is left out')),
);

/** Category ordering: when a brand is new, and the model that rates the categories. */
export const categoriesSpec = z.strictObject({
  newMonths: z._default(
    z.int().check(z.gte(1), z.describe('A brand is new that first sold within so many months of the end')),
    12,
  ),
  quietMonths: z._default(
    z.int().check(z.gte(1), z.describe('Months of data before those, without which nobody can be told to be new')),
    6,
  ),
  leastRows: z._default(z.int().check(z.gte(1), z.describe('Sales rows that a category needs to be rated')), 30),
  model: ratingDocument,
});
