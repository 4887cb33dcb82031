import { didYouMean } from '../errors/didYouMean.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import { quoted } from '../model/sources.ts';
import type { ReleasedResult } from '../release/readBack.ts';
import { textAt } from '../table/text.ts';

/**
 * The units of a release that are named: under all their peers, or some.
 *
 * @throws invalid_argument for another count of names than the release has columns; unknown_name for names that it does not have
 * @example unitsNamed(released, { unit: ['Ada'] }, '--unit') // the row of each group that has an Ada
 */
export function unitsNamed(
  { keys, model, count }: Pick<ReleasedResult, 'keys' | 'model' | 'count'>,
  { unit, within }: { readonly unit: readonly string[]; readonly within?: readonly string[] },
  option: string,
): number[] {
  const groups = model.rate.within.length;
  const names = [...(within ?? keys.slice(0, groups).map(() => null)), ...unit];
  if ((within ?? []).length !== (within ? groups : 0) || unit.length !== keys.length - groups) {
    const takes = (columns: readonly { name: string }[]): string =>
      columns.length === 0 ? 'nothing' : columns.map(({ name }) => name).join(' and ');
    throw new RatingError(
      'invalid_argument',
      [option],
      `of this release takes ${takes(keys.slice(groups))}, and --within takes ${takes(keys.slice(0, groups))}`,
    );
  }
  const wanted = names.map(name => name?.normalize('NFC').trim() ?? null);
  const matches = (row: number, from: number): boolean =>
    keys.every(({ column }, at) => at < from || wanted[at] === null || textAt(column, row) === wanted[at]);
  const rows = [...Array(count).keys()];
  const found = rows.filter(row => matches(row, 0));
  if (found.length > 0) return found;
  throwFaults(
    keys.flatMap(({ name, column }, at) => {
      const word = wanted[at];
      if (word === null || column.words.includes(word)) return [];
      const path = [at < groups ? '--within' : option];
      return [
        {
          code: 'unknown_name' as const,
          path,
          message: `the release has no ${name} ${quoted(word)}${didYouMean(word, column.words)}`,
        },
      ];
    }),
  );
  const peers = rows
    .filter(row => matches(row, groups))
    .map(row =>
      keys
        .slice(0, groups)
        .map(({ column }) => textAt(column, row))
        .join(' / '),
    );
  const where =
    peers.length === 0
      ? 'these names do not stand together'
      : `it is in ${peers.slice(0, 5).map(quoted).join(', ')}${peers.length > 5 ? ' and others' : ''}`;
  throw new RatingError(
    'unknown_name',
    [within ? '--within' : option],
    `the release has no ${wanted
      .filter(name => name !== null)
      .map(quoted)
      .join(', ')}; ${where}`,
  );
}
