import type { Ranked } from './ranked.ts';

/**
 * The rows of a unit: one on each page that lists it, or the one on a named page.
 *
 * Degenerate: a name that no row has: none.
 * @example rowsNamed(ranked, 'Bo', undefined) // [1]
 */
export function rowsNamed(
  { keys, within: pageKeys, count }: Ranked,
  unit: string | readonly string[],
  within: string | readonly string[] | undefined,
): number[] {
  const page = within === undefined ? keys.slice(0, pageKeys).map(() => null) : names(within);
  const wanted = [...page, ...names(unit)];
  // One code a key column: a missing page takes any, a name that is not there none.
  const codes = keys.map(({ column }, at) => {
    const name = wanted[at];
    return name === null || name === undefined ? null : column.words.indexOf(name.normalize('NFC').trim());
  });
  const rows: number[] = [];
  for (let row = 0; row < count; row++)
    if (keys.every(({ column }, at) => codes[at] === null || column.codes[row] === codes[at])) rows.push(row);
  return rows;
}

function names(key: string | readonly string[]): readonly string[] {
  return typeof key === 'string' ? [key] : key;
}
