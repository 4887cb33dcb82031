// What a calibration is asked for: the outcome, the cut dates, the objective and the bounds of the weights, as data.
import * as z from 'zod/mini';
import { throwFaults } from '../errors/ratingError.ts';
import { keysIn } from '../expr/keysIn.ts';
import { specFaults } from '../expr/specFaults.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import { objectiveOf } from './objective.ts';

const id = z.string().check(z.minLength(1));
const share = z.number().check(z.gte(0), z.lte(1));
const day = z.string().check(
  z.refine(text => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(text) !== MISSING_DAY, {
    error: 'must be a day as YYYY-MM-DD',
  }),
);

const boundsSpec = z.strictObject({
  weights: z._default(
    z.array(
      z.strictObject({
        of: id,
        atLeast: z._default(share, 0),
        atMost: z._default(share, 1),
      }),
    ),
    [],
  ),
  relations: z._default(z.array(z.strictObject({ of: id, atLeast: z.number().check(z.positive()), times: id })), []),
});

const calibrationSpec = z.strictObject({
  objective: z.string().check(
    z.refine(name => objectiveOf(name) !== undefined, {
      error:
        'must be ndcg@ and a depth such as ndcg@10, kendall, spearman, pearson, squared-error or pairwise-logistic',
    }),
  ),
  outcome: z._default(
    z.strictObject({
      formula: z.optional(z.string().check(z.minLength(1))),
      days: z.optional(z.int().check(z.gte(1), z.lte(36_525))),
      direction: z._default(z.enum(['benefit', 'cost']), 'benefit'),
    }),
    { direction: 'benefit' },
  ),
  cuts: z.optional(
    z.union([z.int().check(z.gte(1), z.lte(1000)), z.array(day).check(z.minLength(1))], {
      error: 'must be a number of cut dates from 1 to 1,000, or days as YYYY-MM-DD',
    }),
  ),
  bounds: z.prefault(boundsSpec, {}),
  penalty: z._default(z.number().check(z.gte(0)), 0.01),
  across: z._default(z.enum(['groups', 'units']), 'groups'),
  sales: z.optional(z.string().check(z.minLength(1))),
  bootstrap: z.prefault(
    z.strictObject({
      by: z.optional(z.enum(['groups', 'units', 'cuts'])),
      replicates: z._default(z.int().check(z.gte(10), z.lte(100_000)), 1000),
      confidence: z._default(z.number().check(z.gt(0), z.lt(1)), 0.95),
    }),
    {},
  ),
  seed: z._default(z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)), 1),
});

/** A calibration as it is asked for: what has a default may be left out. */
export type CalibrationDocument = z.input<typeof calibrationSpec>;

/** A calibration with every default filled in. */
export type CalibrationSpec = z.output<typeof calibrationSpec>;

/** The bounds of the weights: shares of their own index, 0 to 1, and how many times another part's a weight is at least. */
export type Bounds = z.output<typeof boundsSpec>;

/**
 * Reads what a calibration is asked for: fills in defaults, or throws every fault at once.
 *
 * @throws invalid_argument
 * @example parseCalibration({ objective: 'ndcg@10', outcome: { formula: 'sum(revenue)' }, cuts: 4 }).penalty // 0.01
 */
export function parseCalibration(document: unknown): CalibrationSpec {
  const parsed = calibrationSpec.safeParse(document);
  if (!parsed.success)
    throwFaults(specFaults(parsed.error.issues, document, 'invalid_argument', path => keysIn(calibrationSpec, path)));
  // Without faults the parse succeeded.
  return parsed.data as CalibrationSpec;
}

/**
 * Reads bounds alone, such as from a file of their own.
 *
 * @throws invalid_argument
 * @example parseBounds({ weights: [{ of: 'revenue', atLeast: 0.2 }] }).weights[0].atMost // 1
 */
export function parseBounds(document: unknown): Bounds {
  const parsed = boundsSpec.safeParse(document);
  if (!parsed.success) {
    const faults = specFaults(parsed.error.issues, document, 'invalid_argument', path => keysIn(boundsSpec, path));
    throwFaults(faults.map(fault => ({ ...fault, path: ['bounds', ...fault.path] })));
  }
  // Without faults the parse succeeded.
  return parsed.data as Bounds;
}
