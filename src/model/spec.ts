// The model document: one JSON value that states how units are rated. Types are inferred from here, never written twice.
import * as z from 'zod';
import { aggregateSpec } from '../steps/aggregate/index.ts';
import { gradeSpec } from '../steps/grade/index.ts';
import { transformSpec } from '../steps/indicators/index.ts';
import { missing } from '../steps/missing/index.ts';
import { normalizers } from '../steps/normalize/index.ts';
import { outliers } from '../steps/outliers/index.ts';
import { rankSpec } from '../steps/rank/index.ts';
import { weightSpec } from '../steps/weight/index.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';

const id = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u, { error: 'an id begins with a letter and holds letters, digits, _ and - only' })
  .max(100);
const columnName = z.string().min(1);
const formula = z.string().min(1).describe('A formula, such as sum(revenue) / previous(sum(revenue)) - 1');
const day = z
  .string()
  .refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== MISSING_DAY, { error: 'must be a day as YYYY-MM-DD' });
const columnMap = z.record(z.string(), columnName).describe('Our name: the name in the file');

const indicator = z.strictObject({
  id,
  formula,
  direction: z.enum(['benefit', 'cost']).default('benefit'),
  evidence: formula.optional().describe('How much data stands behind the value'),
  atLeast: z.number().min(0).optional().describe('Less evidence than this: the value is missing'),
  shrink: z
    .strictObject({ by: formula, strength: z.number().positive() })
    .optional()
    .describe('Draws values with thin evidence to the mean of the peers'),
  transform: transformSpec.default('none'),
  missing: missing.spec.optional(),
  outliers: outliers.spec.optional(),
  normalize: normalizers.spec.optional(),
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

const node: z.ZodType<NodeShape> = z.lazy(() =>
  z.strictObject({
    id,
    weight: z.number().min(0).optional(),
    aggregate: aggregateSpec.optional(),
    weights: weightSpec.optional(),
    present: z.number().min(0).max(1).optional().describe('The least share of weight that must be there'),
    of: z.array(node).min(1).optional(),
  }),
).meta({ id: 'Node', description: 'A part of an index: an indicator by its id, or an index of parts' });

/** The schema of a model document; `parseModel` reports its faults in plain words. */
export const modelSpec = z
  .strictObject({
    $schema: z.string().optional().describe('Where editors find the schema of this document'),
    version: z.literal(1),
    name: z.string().trim().min(1),
    description: z.string().optional(),
    rate: z
      .strictObject({
        unit: z.array(columnName).min(1).default(['brand']),
        within: z.array(columnName).default(['category']),
      })
      .prefault({}),
    period: z
      .strictObject({ end: day.optional(), days: z.int().min(1).max(36_525).optional() })
      .default({})
      .describe('Whole days, the end included; without end: the last date in the data; without days: all dates up to the end'),
    columns: z
      .strictObject({
        sales: columnMap.optional(),
        metrics: columnMap.optional(),
        brands: columnMap.optional(),
        merchants: columnMap.optional(),
        categories: columnMap.optional(),
      })
      .default({}),
    sales: z
      .strictObject({ where: formula.optional(), derive: z.record(z.string(), formula).default({}) })
      .prefault({}),
    indicators: z.array(indicator).min(1),
    missing: missing.spec.default({ method: 'none' }),
    outliers: outliers.spec.default({ method: 'none' }),
    normalize: normalizers.spec.default({ method: 'min-max', to: [0, 100] }),
    index: node,
    eligible: formula.optional().describe('Only units for which this holds are compared, graded and ranked'),
    grade: gradeSpec.optional(),
    rank: rankSpec.default({ method: 'competition' }),
    ties: z.array(id).default([]).describe('Indicators or index nodes that break ties, the first first; then the unit key'),
  })
  .meta({ id: 'BrandrankModel', title: 'brandrank model' });

/** A model document as written: defaults may be left out. */
export type ModelDocument = z.input<typeof modelSpec>;

/** A model with every default filled in. */
export type Model = z.output<typeof modelSpec>;

/** One indicator of a model. */
export type Indicator = Model['indicators'][number];

/** One node of a model's index. */
export type IndexNode = NodeShape;
