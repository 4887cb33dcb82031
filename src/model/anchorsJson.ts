import * as z from 'zod/mini';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import type { Anchors } from '../expr/method.ts';
import { specFaults } from '../expr/specFaults.ts';
import type { ModelAnchors } from './anchors.ts';

const entry = () => z.nullable(z.number());
const table = () => z.union([z.array(entry()), z.array(z.array(entry()))]);
const tables = () => z.record(z.string(), table());
const anchorsSpec = z.lazy(() =>
  z.strictObject({
    version: z.literal(1),
    peers: z.array(z.array(z.string())),
    groupings: z.array(z.strictObject({ by: z.array(z.string()), keys: z.array(z.array(z.nullable(z.string()))) })),
    indicators: z.array(
      z.strictObject({
        id: z.string(),
        shrink: tables(),
        transform: tables(),
        missing: tables(),
        outliers: tables(),
        normalize: tables(),
      }),
    ),
    joint: z._default(
      z.array(z.strictObject({ fills: z.array(z.string()), of: z.array(z.string()), learned: tables() })),
      [],
    ),
    nodes: z.array(z.strictObject({ id: z.string(), weights: z.array(z.array(entry())), aggregate: tables() })),
    grade: z.nullable(z.strictObject({ cuts: z.array(z.array(entry())) })),
  }),
);

/** Anchors as plain JSON: missing is null. */
export type AnchorsJson = z.output<typeof anchorsSpec>;

/**
 * Anchors as plain JSON, to be stored with a release.
 *
 * @example anchorsToJson(anchors).version // 1
 */
export function anchorsToJson({ peers, groupings, indicators, joint, nodes, grade }: ModelAnchors): AnchorsJson {
  return {
    version: 1,
    peers: peers.map(key => [...key]),
    groupings: groupings.map(({ by, keys }) => ({ by: [...by], keys: keys.map(key => [...key]) })),
    indicators: indicators.map(({ id, shrink, transform, missing, outliers, normalize }) => ({
      id,
      shrink: plain(shrink),
      transform: plain(transform),
      missing: plain(missing),
      outliers: plain(outliers),
      normalize: plain(normalize),
    })),
    joint: joint.map(({ fills, of, learned }) => ({ fills: [...fills], of: [...of], learned: plain(learned) })),
    nodes: nodes.map(({ id, weights, aggregate }) => ({
      id,
      weights: weights.map(plainNumbers),
      aggregate: plain(aggregate),
    })),
    grade: grade && { cuts: grade.cuts.map(plainNumbers) },
  };
}

/**
 * Anchors from plain JSON.
 *
 * @throws invalid_argument when the JSON is not that of anchors
 * @example anchorsFromJson(anchorsToJson(anchors)) // the same anchors
 */
export function anchorsFromJson(json: unknown): ModelAnchors {
  const parsed = anchorsSpec.safeParse(json);
  if (!parsed.success) throwFaults(specFaults(parsed.error.issues, json, 'invalid_argument'));
  // Without faults the parse succeeded.
  const { peers, groupings, indicators, joint, nodes, grade } = parsed.data as AnchorsJson;
  const anchors = {
    peers,
    groupings,
    indicators: indicators.map(({ id, shrink, transform, missing, outliers, normalize }) => ({
      id,
      shrink: typed(shrink),
      transform: typed(transform),
      missing: typed(missing),
      outliers: typed(outliers),
      normalize: typed(normalize),
    })),
    joint: joint.map(({ fills, of, learned }) => ({ fills, of, learned: typed(learned) })),
    nodes: nodes.map(({ id, weights, aggregate }) => ({
      id,
      weights: weights.map(typedNumbers),
      aggregate: typed(aggregate),
    })),
    grade: grade && { cuts: grade.cuts.map(typedNumbers) },
  };
  checkLengths(anchors);
  return anchors;
}

function plain(anchors: Anchors): z.output<ReturnType<typeof tables>> {
  const entries = Object.entries(anchors).map(([name, numbers]): [string, z.output<ReturnType<typeof table>>] => [
    name,
    numbers instanceof Float64Array ? plainNumbers(numbers) : numbers.map(plainNumbers),
  ]);
  return Object.fromEntries(entries);
}

function plainNumbers(numbers: Float64Array): (number | null)[] {
  return Array.from(numbers, number => (Number.isNaN(number) ? null : number));
}

function typed(json: z.output<ReturnType<typeof tables>>): Anchors {
  const isLists = (numbers: z.output<ReturnType<typeof table>>): numbers is (number | null)[][] =>
    Array.isArray(numbers[0]);
  return Object.fromEntries(
    Object.entries(json).map(([name, numbers]) => [
      name,
      isLists(numbers) ? numbers.map(typedNumbers) : typedNumbers(numbers),
    ]),
  );
}

function typedNumbers(numbers: readonly (number | null)[]): Float64Array {
  return Float64Array.from(numbers, number => number ?? NaN);
}

/** Every table has one entry a peers group; a table that lacks some would score with another group's numbers. */
function checkLengths({ peers, groupings, indicators, joint, nodes, grade }: ModelAnchors): void {
  const all = [
    ...indicators.flatMap(({ id, missing: _, ...steps }) =>
      Object.values(steps).flatMap(step => Object.values(step).map(each => ({ id, each }))),
    ),
    ...nodes.flatMap(({ id, weights, aggregate }) =>
      [...weights, ...Object.values(aggregate)].map(each => ({ id, each })),
    ),
    ...(grade ? [{ id: 'grade', each: grade.cuts }] : []),
  ];
  const wrong = all.find(({ each }) => each.length !== peers.length);
  if (wrong) throw wrongLength(wrong, `${peers.length} peers groups`);
  // Which groups fill an indicator stands in the model; that is checked when the two meet.
  const counts = [peers.length, ...groupings.map(({ keys }) => keys.length)];
  const filling = [
    ...indicators.map(({ id, missing }) => ({ id, learned: missing })),
    ...joint.map(({ fills, learned }) => ({ id: fills.join(', '), learned })),
  ].flatMap(({ id, learned }) => Object.values(learned).map(each => ({ id, each })));
  const strange = filling.find(({ each }) => !counts.includes(each.length));
  if (strange) throw wrongLength(strange, `groups of ${counts.join(', ')}`);
}

function wrongLength({ id, each }: { id: string; each: { readonly length: number } }, there: string): RatingError {
  return new RatingError('invalid_argument', ['anchors', id], `has ${each.length} entries; there are ${there}`);
}
