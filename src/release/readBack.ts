// A release read back from its files, as far as explanations and the next release need it.
import { RatingError } from '../errors/ratingError.ts';
import type { ModelAnchors } from '../model/anchors.ts';
import { planOf } from '../model/plan.ts';
import { holdColumns } from '../model/lastRelease.ts';
import type { Result } from '../model/result.ts';
import type { Model } from '../model/spec.ts';
import { GRADE_HELD } from '../steps/grade/hold.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import type { Grades } from '../steps/grade/index.ts';
import { LIST_HELD } from '../steps/rank/list.ts';
import type { Listing } from '../steps/rank/list.ts';
import { groupBy } from '../table/groups.ts';
import type { Table } from '../table/table.ts';
import { textAt } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { changeRequests, changesFrom } from './changes.ts';
import { evidenceName, shrinkName } from './outputs.ts';

/** What of a result stands in the files of a release. */
export type ReleasedResult = Pick<
  Result,
  | 'model'
  | 'count'
  | 'keys'
  | 'peers'
  | 'eligible'
  | 'score'
  | 'rank'
  | 'grade'
  | 'list'
  | 'coverage'
  | 'filled'
  | 'treated'
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
  readonly changes: readonly { readonly name: string; readonly type: 'text' | 'number' }[];
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
      ...holdColumns(model).map(name => (name === 'grade_releases' ? number(name) : text(name))),
    ],
    indicators: [
      ...keys.map(text),
      ...ids,
      ...indicators.flatMap(({ id, evidence, shrink }) => [
        ...(evidence ? [number(evidenceName(id))] : []),
        ...(shrink ? [number(shrinkName(id))] : []),
      ]),
    ],
    changes: changeRequests(model),
  };
}

/**
 * A result from the files of a release.
 *
 * Shape: ratings and raw indicators of the same n units in the same order, and the values that were changed.
 * @throws invalid_data when the two files list different units
 * @example readBack(model, anchors, { ratings, indicators, changes }).count // the number of rated units
 */
export function readBack(
  model: Model,
  anchors: ModelAnchors,
  { ratings, indicators: raw, changes }: Readonly<Record<'ratings' | 'indicators' | 'changes', Table>>,
): ReleasedResult {
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
  const columns = new Set(holdColumns(model));
  const grades = model.grade ? gradesFrom(model.grade.grades, text(ratings, 'grade')) : null;
  const holds = columns.has('grade_held') && {
    held: codesOf(text(ratings, 'grade_held'), GRADE_HELD),
    releases: number(ratings, 'grade_releases'),
  };
  return {
    model,
    anchors,
    count: ratings.rows,
    keys,
    peers: groupBy(
      keys.slice(0, model.rate.within.length).map(({ column }) => column),
      ratings.rows,
    ),
    eligible: flagsOf(text(ratings, 'eligible')),
    score,
    rank: number(ratings, 'rank'),
    grade: grades && { ...grades, ...holds },
    list: columns.has('listed') ? listFrom(text(ratings, 'listed'), text(ratings, 'list_held')) : null,
    coverage: number(ratings, 'coverage'),
    ...changesFrom(model, changes, keys),
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

function listFrom(listed: TextColumn, held: TextColumn): Listing {
  return { listed: flagsOf(listed), held: codesOf(held, LIST_HELD) };
}

function flagsOf(column: TextColumn): Uint8Array {
  return Uint8Array.from(column.codes, (_, row) => (textAt(column, row) === 'true' ? 1 : 0));
}

/** Words as places in a list whose first place stands for none. */
function codesOf(column: TextColumn, names: readonly (string | null)[]): Uint8Array {
  return Uint8Array.from(column.codes, (_, row) => Math.max(names.indexOf(textAt(column, row)), 0));
}

function gradesFrom(names: readonly string[], column: TextColumn): Grades {
  const codes = column.words.map(word => names.indexOf(word));
  return { names, codes: Uint8Array.from(column.codes, code => ((codes[code] ?? -1) === -1 ? NO_GRADE : codes[code])) };
}

function sameText(left: TextColumn, right: TextColumn): boolean {
  return left.codes.every((_, row) => textAt(left, row) === textAt(right, row));
}
