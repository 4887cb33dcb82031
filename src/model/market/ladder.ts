import * as z from 'zod/mini';
import { differIn } from './differIn.ts';
import { formulaText } from './formulaText.ts';

/** Growth ladder: the stages from the lowest up, each with the rules that must hold, and those of the stages below. */
export const ladderSpec = z.strictObject({
  unit: z._default(z.enum(['merchant', 'brand']), 'merchant'),
  stages: z.optional(
    z
      .array(z.strictObject({ name: z.string().check(z.minLength(1)), rules: z._default(z.array(formulaText), []) }))
      .check(
        z.minLength(1),
        differIn('name'),
        z.describe('Without: basic operation, resource integration, branding, by share of sales and growth'),
      ),
  ),
  alarm: z._default(
    z
      .number()
      .check(z.gt(0), z.lt(1), z.describe('How often a change of stage may be called firm where there is only noise')),
    0.05,
  ),
});
