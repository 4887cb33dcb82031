// Which columns a reader is asked for, and which of them a file has.
import { didYouMean } from '../errors/didYouMean.ts';
import { RatingError, throwFaults, type FaultPath } from '../errors/ratingError.ts';
import type { Table } from './table.ts';

/** A column that a reader must give, by the file's name of it; a row without a value in a required one is rejected; an optional one may not be there. */
export interface ColumnRequest {
  readonly name: string;
  readonly type: 'number' | 'text' | 'date';
  readonly required?: boolean;
  readonly optional?: boolean;
}

/**
 * The requested columns that a file can give; says all at once which of the others it does not have.
 *
 * Degenerate: an optional column that the file does not have is left out.
 * @throws unknown_column with the columns that there are
 * @example columnsGiven([{ name: 'a', type: 'text' }], ['a'], []).length // 1
 */
export function columnsGiven(
  columns: readonly ColumnRequest[],
  names: readonly string[],
  where: FaultPath,
): ColumnRequest[] {
  const known = new Set(names);
  const isGiven = ({ name }: ColumnRequest): boolean => known.has(name) || known.has(columnName(name));
  const listed = names
    .slice(0, 50)
    .map(name => `"${excerpt(name, 60)}"`)
    .join(', ');
  const missing = columns.filter(request => !isGiven(request) && !request.optional);
  throwFaults(
    missing.map(({ name }) => {
      const message = `no column "${excerpt(name, 60)}"; the file has ${listed}${names.length > 50 ? ' and more' : ''}${didYouMean(name, names)}`;
      return { code: 'unknown_column', path: where, message };
    }),
  );
  return columns.filter(isGiven);
}

/**
 * The columns of a file that were not asked for, as a part of its table.
 *
 * @example unreadOf(['a', 'b'], new Map([['a', textColumn([])]])).unread // ['b']
 */
export function unreadOf(names: readonly string[], columns: Table['columns']): Pick<Table, 'unread'> {
  const unread = names.filter(name => name !== '' && !columns.has(name));
  return unread.length === 0 ? {} : { unread };
}

/**
 * A header's cell as a column's name: in NFC and trimmed, as all text is.
 *
 * @example columnName(' units ') // 'units'
 */
export function columnName(cell: string): string {
  return cell.normalize('NFC').trim();
}

/**
 * A text cut to a length, with an ellipsis where it was cut.
 *
 * @example excerpt('brandrank', 5) // 'brand…'
 */
export function excerpt(text: string, length = 200): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

/**
 * Requests with each column once; required when any of them is.
 *
 * @throws wrong_type when one column is asked for as two types
 * @example mergeRequests([{ name: 'a', type: 'text' }, { name: 'a', type: 'text' }]).length // 1
 */
export function mergeRequests(columns: readonly ColumnRequest[]): ColumnRequest[] {
  const merged = new Map<string, ColumnRequest>();
  for (const request of columns) {
    const before = merged.get(request.name);
    if (before && before.type !== request.type) {
      throw new RatingError(
        'wrong_type',
        [],
        `column "${request.name}" is asked for as ${before.type} and as ${request.type}`,
      );
    }
    merged.set(request.name, before?.required ? before : request);
  }
  return [...merged.values()];
}
