// The `market` part of a model: thresholds of the questions about categories and merchants, one file a question.
import * as z from 'zod/mini';
import { adaptationSpec } from './adaptation.ts';
import { admissionSpec } from './admission.ts';
import { benchmarksSpec } from './benchmarks.ts';
import { blueOceanSpec } from './blueOcean.ts';
import { categoriesSpec } from './categories.ts';
import { channelsSpec } from './channels.ts';
import { effectSpec } from './effect.ts';
import { firstPageSpec } from './firstPage.ts';
import { ladderSpec } from './ladder.ts';
import { potentialSpec } from './potential.ts';
import { priceBandsSpec } from './priceBands.ts';
import { serviceTiersSpec } from './serviceTiers.ts';
import { shareSpec } from './share.ts';
import { themesSpec } from './themes.ts';

const columnName = z.string().check(z.minLength(1));

/** The schema of `market`; every threshold has a default. */
export const marketSpec = z
  .strictObject({
    months: z._default(
      z
        .int()
        .check(
          z.gte(1),
          z.lte(120),
          z.describe('Length of the period, and of the one before; counted back from its end'),
        ),
      12,
    ),
    value: z._default(columnName.check(z.describe('The sales column that is money, or what stands for it')), 'revenue'),
    quantity: z._default(columnName.check(z.describe('The sales column that counts pieces')), 'units'),
    demand: z._default(columnName.check(z.describe('The metric that tells demand, such as searches')), 'searches'),
    admission: z.optional(admissionSpec),
    effect: z.optional(effectSpec),
    share: z.prefault(shareSpec, {}),
    themes: z.prefault(themesSpec, {}),
    benchmarks: z.prefault(benchmarksSpec, {}),
    adaptation: z.prefault(adaptationSpec, {}),
    potential: z.prefault(potentialSpec, {}),
    ladder: z.prefault(ladderSpec, {}),
    serviceTiers: z.prefault(serviceTiersSpec, {}),
    categories: z.prefault(categoriesSpec, {}),
    blueOcean: z.prefault(blueOceanSpec, {}),
    firstPage: z.prefault(firstPageSpec, {}),
    priceBands: z.prefault(priceBandsSpec, {}),
    channels: z.prefault(channelsSpec, {}),
  })
  .check(z.describe('Thresholds of the questions about categories and merchants'));

/** The `market` part as written: defaults may be left out. */
export type MarketDocument = z.input<typeof marketSpec>;

/** The thresholds of the market questions, every default filled in. */
export type MarketSettings = z.output<typeof marketSpec>;
