// Themes: one list over several categories, as written in a policy.
import * as z from 'zod/mini';

const name = () => z.string().check(z.minLength(1));
const key = () => z.union([name(), z.array(name()).check(z.minLength(1))]);

/** One list over several categories, each with its share of the slots. */
export const themeSpec = () =>
  z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(100)),
    slots: z.optional(z.int().check(z.gte(1), z.lte(10_000), z.describe('Without it, those of the policy'))),
    of: z
      .array(
        z.strictObject({
          within: key().check(z.describe('The page whose units take part')),
          share: z.number().check(z.positive()),
        }),
      )
      .check(z.minLength(1), z.maxLength(100)),
    apportion: z._default(z.enum(['largest-remainder', 'sainte-lague']), 'sainte-lague'),
    several: z._default(
      z
        .number()
        .check(
          z.gte(0),
          z.describe('By what share the score of a unit grows for every further category of the theme that lists it'),
        ),
      0.1,
    ),
  });

/** A theme with every default filled in. */
export type ThemeSpec = z.output<ReturnType<typeof themeSpec>>;
