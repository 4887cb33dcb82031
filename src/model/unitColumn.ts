import type { Column } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import type { Plan } from './plan.ts';
import { attributeTables, columnNamed, joined } from './sources.ts';
import type { Tables } from './sources.ts';
import type { Units } from './units.ts';

/**
 * A column about units: one of their keys, or an attribute that one of their keys joins.
 *
 * Shape: one value a unit.
 * @throws duplicate when the attribute table has a key twice
 * @example unitColumn(plan, { sales }, units, 'brand') // the column of brands
 */
export function unitColumn(
  { model, keys }: Pick<Plan, 'model' | 'keys'>,
  tables: Tables,
  units: Units,
  name: string,
): Column {
  const position = keys.indexOf(name);
  if (position !== -1) return units.keys[position];
  const [from] = attributeTables(model, tables, name).filter(({ key }) => keys.includes(key));
  // Checked before: a name that is no key is an attribute of one.
  const tableKeys = columnNamed(model, tables, from.table, from.key) as TextColumn;
  const attribute = columnNamed(model, tables, from.table, name) as Column;
  return joined(units.keys[keys.indexOf(from.key)], tableKeys, attribute, from.table, from.key);
}
