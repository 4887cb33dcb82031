// The conditions of an ordering policy: over the columns of the ratings and the attributes of their units.
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { columnNeeds } from '../expr/columnNeeds.ts';
import type { Formula } from '../expr/formula.ts';
import type { ColumnType } from '../table/table.ts';
import { columnsOfDifference } from './diversifySpec.ts';
import { readFormula } from './formulas.ts';
import { ATTRIBUTE_TABLES, fileName } from './sources.ts';
import type { TableName } from './sources.ts';
import type { IndexNode, Model } from './spec.ts';

/** A column that a policy names, and what it is to hold. */
export interface OrderNeed {
  readonly name: string;
  readonly type: ColumnType | 'any';
  readonly path: FaultPath;
}

const CONDITIONS = ['boost', 'exclude', 'minimum', 'maximum'] as const;

/** What the columns of the ratings of a model hold, whatever the data. */
export function ratingTypes({
  rate,
  indicators,
  index,
}: Pick<Model, 'rate' | 'indicators' | 'index'>): Map<string, ColumnType> {
  const nodes = (node: IndexNode): string[] => [node.id, ...(node.of ?? []).flatMap(nodes)];
  const numbers = [...nodes(index), ...indicators.map(({ id }) => id), 'rank', 'score', 'coverage'];
  const texts = ['merchant', 'brand', 'category', ...rate.within, ...rate.unit, 'grade', 'eligible'];
  return new Map([...numbers.map(name => [name, 'number'] as const), ...texts.map(name => [name, 'text'] as const)]);
}

/**
 * The conditions of the policy of a document, read, each under its place; those with faults are told and left out.
 *
 * Degenerate: no policy: none.
 * @example orderFormulas({ boost: [{ when: "grade == 'A'" }] }, new Map([['grade', 'text']]), []).size // 1
 */
export function orderFormulas(
  policy: unknown,
  types: ReadonlyMap<string, ColumnType>,
  faults: Fault[],
): Map<string, Formula> {
  const read = new Map<string, Formula>();
  const add = (text: unknown, ...place: (string | number)[]): void => {
    if (typeof text !== 'string') return;
    const path = ['order', ...place, 'when'];
    const formula = readFormula({ path, text, context: 'row', want: 'condition' }, types, faults);
    if (formula) read.set(JSON.stringify(place), formula);
  };
  const fields = inside(policy);
  for (const kind of CONDITIONS) {
    const rules = fields[kind];
    if (Array.isArray(rules)) rules.forEach((rule: unknown, at) => add(inside(rule)['when'], kind, at));
  }
  add(inside(fields['explore'])['when'], 'explore');
  return read;
}

/**
 * The columns that the policy of a model names, each name once.
 *
 * Degenerate: no policy: none.
 * @example orderNeeds({ ...model, order: orderSpec.parse({ breakUp: [{ by: 'owner', window: 4, atMost: 1 }] }) })[0].name // 'owner'
 */
export function orderNeeds(model: Model): OrderNeed[] {
  const policy = model.order;
  if (!policy) return [];
  const types = ratingTypes(model);
  const needs: OrderNeed[] = [];
  for (const [place, formula] of orderFormulas(policy, types, [])) {
    const path = ['order', ...(JSON.parse(place) as (string | number)[]), 'when'];
    for (const { name, type } of columnNeeds(formula, 'row', types)) needs.push({ name, type, path });
  }
  const named = (kind: string, by: string | undefined, at: number, type: ColumnType): void => {
    if (by !== undefined) needs.push({ name: by, type, path: ['order', kind, at, 'by'] });
  };
  policy.page?.forEach((name, at) => needs.push({ name, type: 'text', path: ['order', 'page', at] }));
  policy.minimum.forEach(({ by }, at) => named('minimum', by, at, 'text'));
  policy.maximum.forEach(({ by }, at) => named('maximum', by, at, 'text'));
  policy.breakUp.forEach(({ by }, at) => named('breakUp', by, at, 'text'));
  policy.ties.forEach(({ by }, at) => named('ties', by, at, 'number'));
  for (const { name, type, path } of columnsOfDifference(policy.diversify))
    needs.push({ name, type: type ?? 'any', path: ['order', 'diversify', ...path] });
  if (policy.explore)
    needs.push({ name: policy.explore.evidence, type: 'number', path: ['order', 'explore', 'evidence'] });
  return needs;
}

/** A column to read for ordering, by the file's name. */
export interface OrderRequest {
  readonly name: string;
  readonly type: ColumnType;
  readonly optional: true;
}

/**
 * The columns to read of the ratings and of each table of attributes for the policy of a model.
 *
 * Shape: one list a table; keys are text, and what several tables may have is asked of each.
 * @example orderRequests(model).ratings.map(each => each.name) // ['category', 'brand', 'rank', 'score']
 */
export function orderRequests(model: Model): Record<'ratings' | TableName, OrderRequest[]> {
  const keys = [...model.rate.within, ...model.rate.unit];
  const needs = orderNeeds(model);
  const types = new Map(needs.map(({ name, type }) => [name, type === 'any' ? 'text' : type]));
  const request = (name: string, type: ColumnType): OrderRequest => ({ name, type, optional: true });
  const wanted = [...types].filter(([name]) => !keys.includes(name) && name !== 'rank' && name !== 'score');
  const attributes = (table: TableName, key: string): OrderRequest[] => [
    request(fileName(model, table, key), 'text'),
    ...wanted.filter(([name]) => name !== key).map(([name, type]) => request(fileName(model, table, name), type)),
  ];
  const metrics = [
    ...keys.map(name => request(fileName(model, 'metrics', name), 'text')),
    request(fileName(model, 'metrics', 'date'), 'date'),
    ...wanted
      .filter(([name]) => name !== 'date')
      .map(([name, type]) => request(fileName(model, 'metrics', name), type)),
  ];
  const [brands, merchants, categories] = ATTRIBUTE_TABLES.map(([table, key]) => attributes(table, key));
  return {
    ratings: [
      ...keys.map(name => request(name, 'text')),
      request('rank', 'number'),
      request('score', 'number'),
      ...wanted.map(([name, type]) => request(name, type)),
    ],
    sales: [],
    metrics,
    brands,
    merchants,
    categories,
  };
}

function inside(value: unknown): Readonly<Record<string, unknown>> {
  // Asked for names of the schema only.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
