import type { Dialect } from '../expr/dialect.ts';
import { Names } from './names.ts';

/** A query as lines; a line may hold a text with line breaks of its own, so lines are put together, never split. */
export type Query = readonly string[];

/**
 * Collects the stages of one statement, each a named query that reads those before it.
 *
 * Shape: names and queries to `WITH ... SELECT ...`; a stage whose name is taken, by a table or another stage, gets a number behind it.
 * @example new Statement(duckdb, ['sales']).add('units', ['All units'], ['SELECT 1']) // '"units"'
 */
export class Statement {
  readonly #dialect: Dialect;
  readonly #names: Names;
  readonly #stages: string[] = [];

  constructor(dialect: Dialect, taken: Iterable<string>) {
    this.#dialect = dialect;
    this.#names = new Names(taken);
  }

  /** Adds a stage and gives its name, quoted. */
  add(name: string, comments: readonly string[], query: Query): string {
    const identifier = this.#dialect.identifier(this.#names.take(name));
    const lines = query.map(line => `  ${line}\n`).join('');
    this.#stages.push(`${commentLines(comments)}${identifier} AS (\n${lines})`);
    return identifier;
  }

  /** The whole statement: the stages, then the query that reads them. */
  text(comments: readonly string[], query: Query): string {
    return `${commentLines(comments)}WITH\n${this.#stages.join(',\n\n')}\n\n${query.join('\n')}\n`;
  }
}

/**
 * The head of a query, one column a line.
 *
 * @example select(['a', 'b']) // ['SELECT', '  a,', '  b']
 */
export function select(columns: readonly string[]): Query {
  return ['SELECT', ...columns.map((column, at) => `  ${column}${at < columns.length - 1 ? ',' : ''}`)];
}

/**
 * The FROM of a query that reads another one.
 *
 * @example within(['SELECT 1 AS x'], 'f') // ['FROM (', '  SELECT 1 AS x', ') AS f']
 */
export function within(query: Query, alias: string): Query {
  return ['FROM (', ...query.map(line => `  ${line}`), `) AS ${alias}`];
}

/** A line break in a name would end the comment. */
function commentLines(comments: readonly string[]): string {
  return comments.map(comment => `-- ${comment.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`).join('');
}
