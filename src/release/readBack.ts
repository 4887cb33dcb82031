// A release read back from its files, as far as explanations and the next release need it.
import { RatingError } from '../errors/ratingError.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { planOf } from '../model/plan.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import { groupBy } from '../table/groups.ts';
import type { Table } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { evidenceName, shrinkName } from './outputs.ts';

/** What of a result stands in the files of a release. */
export type ReleasedResult = Pick<
  Result,
  'model' | 'count' | 'keys' | 'peers' | 'eligible' | 'score' | 'rank' | 'grade' | 'coverage'
> & {
  readonly indicators: readonly Pick<
    Result['indicators'][number],
    'id' | 'direction' | 'raw' | 'evidence' | 'shrinkBy' | 'normalized'
  >[];
  readonly nodes: readonly Pick<Result['nodes'][number], 'id' | 'score' | 'weights'>[];
  readonly anchors: ModelAnchors;
};

/** The columns of `ratings.csv` and `indicators.csv` of a model, with their types, for a reader. */
export interface ReleaseRequests {
  readonly ratings: readonly { readonly name: string; readonly type: 'text' | 'number' }[];
  readonly indicators: readonly { readonly name: string; readonly type: 'text' | 'number' }[];
}

/**
 * The columns that the files of a release hold.
 *
 * @example releaseRequests(model).ratings.map(each => each.name) // ['category', 'brand', 'rank', …]
 */
export function releaseRequests(model: Model): ReleaseRequests {
  const { keys, nodes, indicators } = planOf(model);
  const text = (name: string) => ({ name, type: 'text' as const });
  const number = (name: string) => ({ name, type: 'number' as const });
  const ids = indicators.map(({ id }) => number(id));
  return {
    ratings: [
      ...keys.map(text),
      number('rank'),
      ...(model.grade ? [text('grade')] : []),
      number('score'),
      ...nodes.slice(0, -1).map(({ id }) => number(id)),
      ...ids,
      number('coverage'),
      text('eligible'),
    ],
    indicators: [
      ...keys.map(text),
      ...ids,
      ...indicators.flatMap(({ id, evidence, shrink }) => [
        ...(evidence ? [number(evidenceName(id))] : []),
        ...(shrink ? [number(shrinkName(id))] : []),
      ]),
    ],
  };
}

/**
 * A result from the files of a release.
 *
 * Shape: ratings and raw indicators of the same n units in the same order.
 * @throws invalid_data when the two files list different units
 * @example readBack(model, anchors, ratings, indicators).count // the number of rated units
 */
export function readBack(model: Model, anchors: ModelAnchors, ratings: Table, raw: Table): ReleasedResult {
  const { keys: names, indicators, nodes } = planOf(model);
  // Asked of the reader with these names and types.
  const text = (table: Table, name: string): TextColumn => table.columns.get(name) as TextColumn;
  const number = (table: Table, name: string): Float64Array =>
    (table.columns.get(name) as { values: Float64Array }).values;
  const keys = names.map(name => ({ name, column: text(ratings, name) }));
  const isSame = ratings.rows === raw.rows && keys.every(({ name, column }) => sameText(column, text(raw, name)));
  if (!isSame)
    throw new RatingError(
      'invalid_data',
      ['indicators.csv'],
      'does not list the units of ratings.csv; both belong to one release',
    );
  const score = number(ratings, 'score');
  const eligible = text(ratings, 'eligible');
  return {
    model,
    anchors,
    count: ratings.rows,
    keys,
    peers: groupBy(
      keys.slice(0, model.rate.within.length).map(({ column }) => column),
      ratings.rows,
    ),
    eligible: Uint8Array.from({ length: ratings.rows }, (_, unit) => (textAt(eligible, unit) === 'true' ? 1 : 0)),
    score,
    rank: number(ratings, 'rank'),
    grade: model.grade ? gradesFrom(model.grade.grades, text(ratings, 'grade')) : null,
    coverage: number(ratings, 'coverage'),
    indicators: indicators.map(({ id, direction, evidence, shrink }) => ({
      id,
      direction,
      raw: number(raw, id),
      evidence: evidence && number(raw, evidenceName(id)),
      shrinkBy: shrink && number(raw, shrinkName(id)),
      normalized: number(ratings, id),
    })),
    nodes: nodes.map(({ id }, position) => ({
      id,
      score: position === nodes.length - 1 ? score : number(ratings, id),
      weights: anchors.nodes[position].weights,
    })),
  };
}

/**
 * The grades of a release for other units, found by key: what a buffer holds on to.
 *
 * Degenerate: a unit that the release does not have, or a grade that the model does not have: `NO_GRADE`.
 * @example gradesOf(released, names, units) // one code a unit
 */
export function gradesOf(
  released: {
    readonly keys: readonly { readonly column: TextColumn }[];
    readonly grade: Result['grade'];
    readonly count: number;
  },
  names: readonly string[],
  keys: readonly TextColumn[],
): Uint8Array {
  const keyAt = (columns: readonly TextColumn[], unit: number): string =>
    JSON.stringify(columns.map(column => textAt(column, unit)));
  const columns = released.keys.map(({ column }) => column);
  const known = new Map<string, number>();
  for (let unit = 0; unit < released.count; unit++) {
    const code = names.indexOf(released.grade?.names[released.grade.codes[unit]] ?? '');
    if (code !== -1) known.set(keyAt(columns, unit), code);
  }
  return Uint8Array.from({ length: keys[0]?.codes.length ?? 0 }, (_, unit) => known.get(keyAt(keys, unit)) ?? NO_GRADE);
}

function gradesFrom(names: readonly string[], column: TextColumn): { names: readonly string[]; codes: Uint8Array } {
  const codes = column.words.map(word => names.indexOf(word));
  return { names, codes: Uint8Array.from(column.codes, code => ((codes[code] ?? -1) === -1 ? NO_GRADE : codes[code])) };
}

function sameText(left: TextColumn, right: TextColumn): boolean {
  return left.codes.every((_, row) => textAt(left, row) === textAt(right, row));
}
