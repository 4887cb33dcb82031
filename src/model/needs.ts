// Which columns a model needs, of which table and type; what readers are told before a file is opened.
import type { Fault } from '../errors/ratingError.ts';
import { checkParts } from '../expr/checkTypes.ts';
import { columnNeeds } from '../expr/columnNeeds.ts';
import type { ColumnNeed } from '../expr/columnNeeds.ts';
import type { Formula } from '../expr/formula.ts';
import { demandedTypes } from '../expr/infer.ts';
import type { ColumnTypes } from '../expr/types.ts';
import type { ColumnType } from '../table/table.ts';
import { fixedTypes } from './plan.ts';
import type { Plan } from './plan.ts';

/** A column that a model's formulas or keys refer to. */
export interface Need {
  readonly name: string;
  /** A sales row's column, a key or attribute of units, a metric, or a text of units to group them by. */
  readonly from: 'sales' | 'key' | 'metrics' | 'group';
  readonly type: ColumnType | 'any';
  /** The formula that asks for it; a key asks for itself. */
  readonly path: Fault['path'];
}

/**
 * Every column that a model refers to, each name once a source; derived columns are made, not needed.
 *
 * Degenerate: a name used as two types is needed as both; `check` tells which of them the data does not have.
 * @example needsOf(planOf(model)).map(need => need.name) // ['category', 'brand', 'revenue']
 */
export function needsOf(plan: Plan): Need[] {
  const { model, keys, derive, where, eligible, indicators } = plan;
  const types = fixedTypes(model);
  const told = toldTypes(plan, types);
  const made = new Set(derive.map(({ name }) => name));
  const needs = new Map<string, Need>();
  const add = (need: Need): void => {
    const key = JSON.stringify([need.from, need.name, need.type]);
    if (!needs.has(key) && !(need.from === 'sales' && made.has(need.name))) needs.set(key, need);
  };
  const read = (formula: Formula | null, context: 'row' | 'unit', path: Fault['path']): void => {
    // A name that is the whole formula is used as what the formula must give.
    const alone = formula?.kind === 'column' && path[0] === 'indicators' ? 'number' : undefined;
    for (const need of formula ? needsWith(formula, context, types, told) : []) {
      add({ ...need, type: need.type === 'any' ? (alone ?? need.type) : need.type, path });
    }
  };
  for (const name of keys) add({ name, from: 'key', type: 'text', path: ['rate'] });
  read(where, 'row', ['sales', 'where']);
  for (const { name, formula } of derive) read(formula, 'row', ['sales', 'derive', name]);
  indicators.forEach(({ formula, evidence, shrink, fillBy }, position) => {
    const path = model.indicators[position].missing ? ['indicators', position, 'missing', 'by'] : ['missing', 'by'];
    (fillBy ?? []).forEach((name, at) => add({ name, from: 'group', type: 'text', path: [...path, at] }));
    read(formula, 'unit', ['indicators', position, 'formula']);
    read(evidence, 'unit', ['indicators', position, 'evidence']);
    read(shrink?.by ?? null, 'unit', ['indicators', position, 'shrink', 'by']);
  });
  read(eligible, 'unit', ['eligible']);
  return withKnownTypes([...needs.values()]);
}

/** What the uses in some formula demand of columns, by source and name. */
function toldTypes({ derive, where, eligible, indicators }: Plan, types: ColumnTypes): ReadonlyMap<string, ColumnType> {
  const told = new Map<string, ColumnType>();
  const tell = (formula: Formula | null, context: 'row' | 'unit'): void => {
    if (formula === null) return;
    const demanded = demandedTypes(formula, types);
    for (const { from, name } of columnNeeds(formula, context, types)) {
      const type = demanded.get(name);
      if (type !== undefined && from !== 'metrics') told.set(`${from} ${name}`, type);
    }
  };
  tell(where, 'row');
  for (const { formula } of derive) tell(formula, 'row');
  for (const { formula, evidence, shrink } of indicators)
    for (const each of [formula, evidence, shrink?.by ?? null]) tell(each, 'unit');
  tell(eligible, 'unit');
  return told;
}

/** What a formula needs; a type that it only makes likely gives way to what another one demands, where it fits this one too. */
function needsWith(
  formula: Formula,
  context: 'row' | 'unit',
  types: ColumnTypes,
  told: ReadonlyMap<string, ColumnType>,
): readonly ColumnNeed[] {
  const own = columnNeeds(formula, context, types);
  const known = new Map(types);
  for (const { from, name } of own) {
    const type = told.get(`${from} ${name}`);
    if (type !== undefined) known.set(name, type);
  }
  return checkParts(formula, known, []).length === 0 ? columnNeeds(formula, context, known) : own;
}

/** A name of unknown type in one formula whose type another formula tells is that; else any will do, as count() and distinct() take. */
function withKnownTypes(needs: readonly Need[]): Need[] {
  const known = new Map(
    needs.filter(need => need.type !== 'any').map(need => [`${need.from} ${need.name}`, need.type]),
  );
  return needs
    .map(need => (need.type === 'any' ? { ...need, type: known.get(`${need.from} ${need.name}`) ?? need.type } : need))
    .filter(
      (need, at, all) =>
        all.findIndex(other => other.from === need.from && other.name === need.name && other.type === need.type) === at,
    );
}
