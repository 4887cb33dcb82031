import * as z from 'zod/mini';

/** Channels: what each sells of the whole, and how that changed. */
export const channelsSpec = z.strictObject({
  leastRows: z._default(z.int().check(z.gte(1), z.describe('Sales rows that a whole needs in each period')), 30),
});
