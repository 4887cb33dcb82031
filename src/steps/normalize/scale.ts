import * as z from 'zod/mini';

/** The ends of a scale, the lower first. */
export const scaleEnds = z
  .tuple([z.number(), z.number()])
  .check(z.refine(([low, high]) => low < high, { error: 'the first end of a scale must be below the second' }));
