import * as z from 'zod';

/** The ends of a scale, the lower first. */
export const scaleEnds = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, { error: 'the first end of a scale must be below the second' });
