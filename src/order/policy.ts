// A policy made ready for the units at hand: conditions evaluated, names turned into codes, rules that hold on the day.
import { didYouMean } from '../errors/didYouMean.ts';
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { evaluate } from '../expr/evaluate.ts';
import { columnNeeds } from '../expr/columnNeeds.ts';
import { checkTypes } from '../expr/checkTypes.ts';
import type { Formula, Leaf } from '../expr/formula.ts';
import { partsOf } from '../expr/parts.ts';
import { columnsOfDifference } from '../model/diversifySpec.ts';
import { orderFormulas } from '../model/orderFormulas.ts';
import type { OrderPolicy } from '../model/orderSpec.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import type { Column, ColumnType } from '../table/table.ts';
import { NO_KEY } from './limits.ts';
import type { Ranked } from './ranked.ts';

/** A rule of a policy that holds on the day, with its name and the rows for which its condition holds (1). */
export type Active<Rule> = Rule & { readonly rule: string; readonly holds: Uint8Array | null };

/** The rules that hold on the day. */
export interface ActivePolicy {
  readonly policy: OrderPolicy;
  readonly boost: readonly Active<OrderPolicy['boost'][number]>[];
  readonly pin: readonly Active<OrderPolicy['pin'][number]>[];
  readonly exclude: readonly Active<OrderPolicy['exclude'][number]>[];
  readonly minimum: readonly Active<OrderPolicy['minimum'][number]>[];
  readonly maximum: readonly Active<OrderPolicy['maximum'][number]>[];
  readonly breakUp: readonly Active<OrderPolicy['breakUp'][number]>[];
  readonly explore: Active<NonNullable<OrderPolicy['explore']>> | null;
}

/**
 * The rules of a policy that hold on a day, for some units.
 *
 * Degenerate: a condition that cannot be told, as what it asks for is missing, does not hold.
 * @throws unknown_column, wrong_type for columns that are not there or of another type; invalid_argument when rules hang on a date and none is given: all at once
 * @example activePolicy(orderSpec.parse({ exclude: [{ when: 'score < 10' }] }), ranked, undefined).exclude[0].rule // 'exclude 1'
 */
export function activePolicy(policy: OrderPolicy, ranked: Ranked, date: string | undefined): ActivePolicy {
  const faults: Fault[] = [];
  const types = typesOf(ranked);
  const formulas = orderFormulas(policy, types, faults);
  const day = date === undefined ? MISSING_DAY : dayOf(date);
  if (date !== undefined && day === MISSING_DAY)
    faults.push({
      code: 'invalid_argument',
      path: ['date'],
      message: `must be a day as YYYY-MM-DD, not ${JSON.stringify(date)}`,
    });
  if (date === undefined && needsDate(policy, formulas))
    faults.push({
      code: 'invalid_argument',
      path: ['date'],
      message: 'the policy has rules that hang on the day; say which',
    });
  for (const [place, formula] of formulas) {
    const path = ['order', ...(JSON.parse(place) as FaultPath), 'when'];
    for (const { name } of columnNeeds(formula, 'row', types)) columnFault(name, undefined, path);
    faults.push(...checkTypes(formula, 'condition', types, path));
  }
  const { ties, minimum, maximum, breakUp, explore } = policy;
  policy.page?.forEach((name, at) => columnFault(name, 'text', ['order', 'page', at]));
  ties.forEach(({ by }, at) => columnFault(by, 'number', ['order', 'ties', at, 'by']));
  for (const [kind, rules] of Object.entries({ minimum, maximum, breakUp }))
    rules.forEach(({ by }, at) => by !== undefined && columnFault(by, 'text', ['order', kind, at, 'by']));
  if (explore) columnFault(explore.evidence, 'number', ['order', 'explore', 'evidence']);
  for (const { name, type, path } of columnsOfDifference(policy.diversify))
    columnFault(name, type, ['order', 'diversify', ...path]);
  throwFaults(faults);

  const active = <Rule extends { start?: string | undefined; end?: string | undefined; name?: string | undefined }>(
    kind: string,
    rules: readonly Rule[],
  ): Active<Rule>[] =>
    rules
      .map((rule, at) => ({
        ...rule,
        rule: rule.name ?? `${kind} ${at + 1}`,
        holds: holding(JSON.stringify([kind, at])),
      }))
      .filter(({ start = '', end = '9999-12-31' }) => date === undefined || (start <= date && date <= end));
  const trial = explore && active('explore', [explore])[0];
  return {
    policy,
    boost: active('boost', policy.boost),
    pin: active('pin', policy.pin),
    exclude: active('exclude', policy.exclude),
    minimum: active('minimum', minimum),
    maximum: active('maximum', maximum),
    breakUp: active('breakUp', breakUp),
    explore: trial ? { ...trial, rule: trial.name ?? 'explore', holds: holding(JSON.stringify(['explore'])) } : null,
  };

  function holding(place: string): Uint8Array | null {
    const formula = formulas.get(place);
    if (!formula) return null;
    const values = evaluate(formula, { rows: ranked.count, leaf: leaf => valuesOf(leaf) });
    return Uint8Array.from(values, value => (value === 1 ? 1 : 0));
  }

  function valuesOf(leaf: Leaf): Column {
    // Checked above: conditions read columns, which are there, and ages on a day.
    if (leaf.kind === 'column') return ranked.column(leaf.name) as Column;
    const of = leaf.kind === 'age_days' ? leaf.of : null;
    const since = of && evaluate(of, { rows: ranked.count, leaf: valuesOf });
    return {
      type: 'number',
      values: Float64Array.from({ length: ranked.count }, (_, row) => (since ? day - since[row] : NaN)),
    };
  }

  function columnFault(name: string, type: ColumnType | undefined, path: FaultPath): void {
    const column = ranked.column(name);
    const names = ranked.names.map(each => `"${each}"`).join(', ');
    if (!column)
      faults.push({
        code: 'unknown_column',
        path,
        message: `no column "${name}"; there are ${names}${didYouMean(name, ranked.names)}`,
      });
    else if (type !== undefined && column.type !== type)
      faults.push({
        code: 'wrong_type',
        path,
        message: `column "${name}" holds ${column.type}, and ${type} should stand there`,
      });
  }
}

/**
 * The key of each row for a rule: a column's codes where its condition holds, or one key for all rows for which it holds.
 *
 * Shape: n rows to n codes and how many keys there are; `NO_KEY` where the rule does not hold.
 * @example keysOf({ holds: Uint8Array.of(1, 0) }, 2, undefined).keys // 1
 */
export function keysOf(
  { by, holds }: { readonly by?: string | undefined; readonly holds: Uint8Array | null },
  rows: number,
  column: Column | undefined,
): { readonly codes: Uint32Array; readonly keys: number; readonly words: readonly string[] | null } {
  const text = by !== undefined && column?.type === 'text' ? column : null;
  const codes = Uint32Array.from({ length: rows }, (_, row) => (holds?.[row] === 0 ? NO_KEY : (text?.codes[row] ?? 0)));
  return { codes, keys: Math.max(1, text?.words.length ?? 1), words: text && text.words };
}

function typesOf(ranked: Ranked): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const name of ranked.names) {
    const column = ranked.column(name);
    if (column) types.set(name, column.type);
  }
  return types;
}

function needsDate(policy: OrderPolicy, formulas: ReadonlyMap<string, Formula>): boolean {
  const { boost, pin, exclude, minimum, maximum, breakUp, explore } = policy;
  const rules = [...boost, ...pin, ...exclude, ...minimum, ...maximum, ...breakUp, ...(explore ? [explore] : [])];
  const hasAge = (formula: Formula): boolean => formula.kind === 'age_days' || partsOf(formula).some(hasAge);
  return (
    rules.some(({ start, end }) => start !== undefined || end !== undefined) || [...formulas.values()].some(hasAge)
  );
}
