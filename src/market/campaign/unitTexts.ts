// Texts of units: their keys, and attributes joined by one of them.
import { didYouMean } from '../../errors/didYouMean.ts';
import type { Fault, FaultPath } from '../../errors/ratingError.ts';
import { unitColumn } from '../../model/unitColumn.ts';
import { ATTRIBUTE_TABLES, attributeTables, columnNamed, ourNames } from '../../model/sources.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import type { TextColumn } from '../../table/text.ts';

/**
 * A text of units that `textFaults` has nothing to say against.
 *
 * @example unitText('brand', model, { sales }, units).words // ['Ada', 'Bo', 'Cy']
 */
export function unitText(name: string, model: Model, tables: Tables, units: Units): TextColumn {
  // Checked before: a key, or an attribute that holds text.
  return unitColumn({ model, keys: keysOf(model) }, tables, units, name) as TextColumn;
}

/**
 * What is wrong with a name that should be a text of the units; `others` would be right as well.
 *
 * @example textFaults('brnd', [], model, { sales })[0].message // 'no text of the units is called "brnd"; there are "category", "brand"; did you mean "brand"?'
 */
export function textFaults(
  name: string,
  path: FaultPath,
  model: Model,
  tables: Tables,
  others: readonly string[] = [],
): Fault[] {
  const keys = keysOf(model);
  if (keys.includes(name) || others.includes(name)) return [];
  const [from] = attributeTables(model, tables, name).filter(({ key }) => keys.includes(key));
  if (from && columnNamed(model, tables, from.table, name)?.type === 'text') return [];
  const attributes = ATTRIBUTE_TABLES.flatMap(([table, key]) => {
    const given = tables[table];
    const names = given && keys.includes(key) ? ourNames(model, table, given) : [];
    return names.filter(each => columnNamed(model, tables, table, each)?.type === 'text');
  });
  const known = [...new Set([...others, ...keys, ...attributes])];
  const list = known.map(each => `"${each}"`).join(', ');
  const message = `no text of the units is called "${name}"; there are ${list}${didYouMean(name, known)}`;
  return [{ code: 'unknown_column', path, message }];
}

function keysOf({ rate }: Model): string[] {
  return [...rate.within, ...rate.unit];
}
