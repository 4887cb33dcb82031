// What is ordered: units with their scores, and the columns that a policy may name.
import { RatingError } from '../errors/ratingError.ts';
import type { Result } from '../model/result.ts';
import { attributeTables, columnNamed, joined, ourNames } from '../model/sources.ts';
import { prepareMetrics } from '../model/metrics.ts';
import { planOf } from '../model/plan.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';
import { textColumn } from '../table/text.ts';
import type { Column, Table } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';

/** Units to be ordered, one a row. */
export interface Ranked {
  readonly count: number;
  /** The columns that name a unit: those of its page first. */
  readonly keys: readonly { readonly name: string; readonly column: TextColumn }[];
  /** How many of the keys name the page. */
  readonly within: number;
  readonly score: Float64Array;
  /** NaN: the unit is not eligible. */
  readonly rank: Float64Array;
  readonly column: (name: string) => Column | undefined;
  readonly names: readonly string[];
}

/**
 * Units from a table: a column of text for each key, `score`, and `rank` where some of them have none.
 *
 * Shape: n rows to n units. Every other column can be named by a policy.
 * Degenerate: no `rank` column: every unit with a score has a rank.
 * @throws unknown_column, wrong_type for a key, score or rank that is not there or of another type, all at once
 * @example rankedTable(table({ brand: ['Ada', 'Bo'], score: [70, 80] }), { unit: ['brand'], within: [] }).count // 2
 */
export function rankedTable(
  table: Table,
  rate: { readonly unit: readonly string[]; readonly within: readonly string[] },
): Ranked {
  const faults: RatingError['faults'][number][] = [];
  const names = [...table.columns.keys()];
  const need = (name: string, type: Column['type']): Column | undefined => {
    const column = table.columns.get(name);
    if (!column)
      faults.push({
        code: 'unknown_column',
        path: [name],
        message: `no column "${name}"; there are ${names.map(each => `"${each}"`).join(', ')}`,
      });
    else if (column.type !== type)
      faults.push({
        code: 'wrong_type',
        path: [name],
        message: `holds ${column.type}, and ${type} should stand there`,
      });
    return column;
  };
  const keys = [...rate.within, ...rate.unit].map(name => ({ name, column: need(name, 'text') as TextColumn }));
  const score = need('score', 'number');
  const rank = table.columns.has('rank') ? need('rank', 'number') : score;
  const [first, ...more] = faults;
  if (first) throw new RatingError(first.code, first.path, first.message, more);
  return {
    count: table.rows,
    keys,
    within: rate.within.length,
    // Checked just now.
    score: (score as { readonly values: Float64Array }).values,
    rank: (rank as { readonly values: Float64Array }).values,
    column: name => table.columns.get(name),
    names,
  };
}

/**
 * Units with the attributes that other tables add to them by key.
 *
 * Degenerate: a unit that a table does not have: missing.
 * @throws duplicate when a table has a key twice
 * @example withAttributes(rankedResult(result), model, {}).count // 3
 */
export function withAttributes(ranked: Ranked, model: Model, tables: Tables, day = Infinity): Ranked {
  const keyed = (name: string): TextColumn | undefined => ranked.keys.find(key => key.name === name)?.column;
  const found = new Map<string, Column | undefined>();
  const metrics = tables.metrics && prepareMetrics(planOf(model), tables);
  const attribute = (name: string): Column | undefined => {
    const [from] = attributeTables(model, tables, name).filter(({ key }) => keyed(key) !== undefined);
    if (from) {
      // Filtered by what there is just above.
      const keys = keyed(from.key) as TextColumn;
      const tableKeys = columnNamed(model, tables, from.table, from.key) as TextColumn | undefined;
      const column = columnNamed(model, tables, from.table, name) as Column;
      return tableKeys && joined(keys, tableKeys, column, from.table, from.key);
    }
    if (!metrics || !columnNamed(model, tables, 'metrics', name)) return undefined;
    return metrics.at(
      name,
      ranked.keys.map(({ column }) => column),
      day,
    );
  };
  const added = (['brands', 'merchants', 'categories', 'metrics'] as const).flatMap(name => {
    const table = tables[name];
    return table ? ourNames(model, name, table) : [];
  });
  return {
    ...ranked,
    names: [...new Set([...ranked.names, ...added])],
    column(name) {
      const own = ranked.column(name);
      if (own) return own;
      if (!found.has(name)) found.set(name, attribute(name));
      return found.get(name);
    },
  };
}

/**
 * The units of a result, with its ratings as columns.
 *
 * @example rankedResult(result).names.includes('grade') // true
 */
export function rankedResult({
  model,
  count,
  keys,
  score,
  rank,
  grade,
  nodes,
  indicators,
  coverage,
  eligible,
}: Result): Ranked {
  const number = (values: Float64Array): Column => ({ type: 'number', values });
  const columns = new Map<string, Column>([
    ...keys.map(({ name, column }) => [name, column] as const),
    ...indicators.map(({ id, normalized }) => [id, number(normalized)] as const),
    ...nodes.map(node => [node.id, number(node.score)] as const),
    ['rank', number(rank)],
    ['score', number(score)],
    ['coverage', number(coverage)],
    ['eligible', textColumn(Array.from(eligible, flag => (flag === 1 ? 'true' : 'false')))],
  ]);
  if (grade) columns.set('grade', textColumn(Array.from(grade.codes, code => grade.names[code] ?? null)));
  return {
    count,
    keys,
    within: model.rate.within.length,
    score,
    rank,
    column: name => columns.get(name),
    names: [...columns.keys()],
  };
}
