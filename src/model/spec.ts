// The model document: one JSON value that states how units are rated. Types are inferred from here, never written twice.
import * as z from 'zod/mini';
import { aggregateSpec } from '../steps/aggregate/index.ts';
import { gradeSpec } from '../steps/grade/index.ts';
import { transformSpec } from '../steps/indicators/index.ts';
import { missingSpec } from '../steps/missing/index.ts';
import { normalizers } from '../steps/normalize/index.ts';
import { outliers } from '../steps/outliers/index.ts';
import { rankSpec } from '../steps/rank/index.ts';
import { listSpec } from '../steps/rank/list.ts';
import { weightSpec } from '../steps/weight/index.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import { orderSpec } from './orderSpec.ts';
import type { MarketDocument, MarketSettings } from './market/index.ts';

const id = () =>
  z.string().check(
    z.maxLength(100),
    z.regex(/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u, {
      error: 'an id begins with a letter and holds letters, digits, _ and - only',
    }),
  );
const columnName = () => z.string().check(z.minLength(1));
const formula = () =>
  z.string().check(z.minLength(1), z.describe('A formula, such as sum(revenue) / previous(sum(revenue)) - 1'));
const day = () =>
  z.string().check(
    z.refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== MISSING_DAY, {
      error: 'must be a day as YYYY-MM-DD',
    }),
  );
const columnMap = () =>
  z.optional(z.record(z.string(), columnName()).check(z.describe('Our name: the name in the file')));

const indicator = () =>
  z.strictObject({
    id: id(),
    formula: formula(),
    direction: z._default(z.enum(['benefit', 'cost']), 'benefit'),
    evidence: z.optional(formula().check(z.describe('How much data stands behind the value'))),
    atLeast: z.optional(z.number().check(z.gte(0), z.describe('Less evidence than this: the value is missing'))),
    shrink: z.optional(
      z
        .strictObject({ by: formula(), strength: z.number().check(z.positive()) })
        .check(z.describe('Draws values with thin evidence to the mean of the peers')),
    ),
    transform: z._default(transformSpec, 'none'),
    missing: z.optional(missingSpec),
    outliers: z.optional(outliers.spec),
    normalize: z.optional(normalizers.spec),
  });

/** A part of an index: an indicator by its id, or an index of its own. */
interface NodeShape {
  readonly id: string;
  readonly weight?: number | undefined;
  readonly aggregate?: z.output<typeof aggregateSpec> | undefined;
  readonly weights?: z.output<typeof weightSpec> | undefined;
  readonly present?: number | undefined;
  readonly of?: readonly NodeShape[] | undefined;
}

const node: z.ZodMiniType<NodeShape> = z.lazy(() =>
  z
    .strictObject({
      id: id(),
      weight: z.optional(z.number().check(z.gte(0))),
      aggregate: z.optional(aggregateSpec),
      weights: z.optional(weightSpec),
      present: z.optional(
        z.number().check(z.gte(0), z.lte(1), z.describe('The least share of weight that must be there')),
      ),
      of: z.optional(z.array(node).check(z.minLength(1))),
    })
    .check(z.meta({ id: 'Node', description: 'A part of an index: an indicator by its id, or an index of parts' })),
);

const rate = () =>
  z.strictObject({
    unit: z._default(z.array(columnName()).check(z.minLength(1)), ['brand']),
    within: z._default(z.array(columnName()), ['category']),
  });

const period = () =>
  z
    .strictObject({ end: z.optional(day()), days: z.optional(z.int().check(z.gte(1), z.lte(36_525))) })
    .check(
      z.describe(
        'Whole days, the end included; without end: the last date in the data; without days: all dates up to the end',
      ),
    );

const columns = () =>
  z.strictObject({
    sales: columnMap(),
    metrics: columnMap(),
    brands: columnMap(),
    merchants: columnMap(),
    categories: columnMap(),
  });

const sales = () =>
  z.strictObject({ where: z.optional(formula()), derive: z._default(z.record(z.string(), formula()), {}) });

// The core asks no market questions, and would be larger by their schema: what this holds is read by who asks them (market/parseStudyModel.ts).
// The cast says what it is once it was read there.
const market = () => z.record(z.string(), z.unknown()) as unknown as z.ZodMiniType<MarketSettings, MarketDocument>;

/** The schema of a model document; `parseModel` reports its faults in plain words. */
export const modelSpec = z.lazy(() =>
  z
    .strictObject({
      $schema: z.optional(z.string().check(z.describe('Where editors find the schema of this document'))),
      version: z.literal(1),
      name: z.string().check(z.trim(), z.minLength(1)),
      description: z.optional(z.string()),
      rate: z.prefault(rate(), {}),
      period: z._default(period(), {}),
      columns: z._default(columns(), {}),
      sales: z.prefault(sales(), {}),
      indicators: z.array(indicator()).check(z.minLength(1)),
      missing: z._default(missingSpec, { method: 'none' }),
      outliers: z._default(outliers.spec, { method: 'none' }),
      normalize: z._default(normalizers.spec, { method: 'min-max', to: [0, 100] }),
      index: node,
      screen: z.optional(
        z
          .strictObject({ present: z.number().check(z.gt(0), z.lte(1)) })
          .check(
            z.describe('Units that have a value of a smaller share of the indicators than `present` are not eligible'),
          ),
      ),
      eligible: z.optional(
        formula().check(z.describe('Only units for which this holds are compared, graded and ranked')),
      ),
      grade: z.optional(gradeSpec),
      rank: z._default(rankSpec, { method: 'competition' }),
      list: z.optional(listSpec.check(z.describe('A list of fixed size, such as a top 500'))),
      ties: z._default(
        z
          .array(id())
          .check(z.describe('Indicators or index nodes that break ties, the first first; then the unit key')),
        [],
      ),
      order: z.optional(orderSpec),
      market: z.optional(market()),
    })
    .check(z.meta({ id: 'BrandrankModel', title: 'brandrank model' })),
);

/** The schemas of the parts of a document, by key, for one whose other parts may be faulty. */
// What a lazy schema made is kept there alone.
export const modelParts = () => modelSpec._zod.innerType.shape;

/** A model document as written: defaults may be left out. */
export type ModelDocument = z.input<typeof modelSpec>;

/** A model with every default filled in. */
export type Model = z.output<typeof modelSpec>;

/** One indicator of a model. */
export type Indicator = Model['indicators'][number];

/** One node of a model's index. */
export type IndexNode = NodeShape;
