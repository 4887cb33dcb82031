import * as z from 'zod/mini';

const formula = z.string().check(z.minLength(1));
const name = z.string().check(z.minLength(1), z.maxLength(100));
const count = z.int().check(z.gte(0));

const rule = z.strictObject({
  id: name,
  formula: formula.check(z.describe('What must hold, such as sum(revenue) >= 1000')),
});

const band = z
  .strictObject({
    id: name,
    formula: formula.check(z.describe('What tells the bands apart, such as sum(revenue) / sum(units)')),
    from: z
      .array(z.number())
      .check(
        z.minLength(1),
        z.refine(isRising, { error: 'must rise: each band begins above the one before' }),
        z.describe('Where the second band and those above it begin'),
      ),
    names: z.optional(
      z.array(name).check(z.describe('The bands from the lowest up: one more than "from" has borders')),
    ),
  })
  .check(
    z.refine(({ from, names }) => names === undefined || names.length === from.length + 1, {
      error: '"names" must have one name more than "from" has borders',
      path: ['names'],
    }),
  );

const quota = z.strictObject({
  by: z
    .array(name)
    .check(z.minLength(1), z.describe('Columns of the units, or ids of bands: each combination is a quota')),
  only: z.optional(z.array(name).check(z.describe('One combination alone, in the order of "by"'))),
  atMost: count,
});

/** Admission to an activity: who may join it, how many of what, and who comes next. */
export const admissionSpec = z.strictObject({
  activity: z._default(name, 'activity'),
  rules: z._default(z.array(rule), []),
  by: z.optional(formula.check(z.describe('The greatest are admitted first; the score of the model when left out'))),
  capacity: z.optional(count),
  bands: z._default(z.array(band), []),
  quotas: z._default(z.array(quota), []),
  waiting: z._default(count.check(z.describe('How long the waiting list is')), 20),
});

/** The admission part of a model's `market`, every default filled in. */
export type AdmissionSettings = z.output<typeof admissionSpec>;

function isRising(borders: readonly number[]): boolean {
  return borders.every((border, at) => at === 0 || border > borders[at - 1]);
}
