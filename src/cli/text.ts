// Text for people on a terminal.

/**
 * A name from data as it can be shown on a terminal: control characters as their codes, long names cut.
 *
 * @example shown('a\u001b[31mb') // 'a\\u001b[31mb'
 */
export function shown(name: string, length = 40): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, sign => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  const signs = [...plain];
  return signs.length > length ? `${signs.slice(0, length - 1).join('')}…` : plain;
}

/**
 * A number for people: three decimals below 10, less above, thousands apart; `–` when missing.
 *
 * @example figure(1234.5) // '1,234.5'
 */
export function figure(value: number): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const digits = Number.isInteger(value) ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  return size >= 1e15 || (size < 1e-3 && size > 0) ? value.toPrecision(4) : value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/**
 * A count with its noun.
 *
 * @example counted(2, 'row') // '2 rows'
 */
export function counted(count: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/**
 * Rows of cells as lines, columns aligned; the first column to the left, numbers to the right.
 *
 * @example aligned([['a', '1'], ['bb', '22']], [1]) // ['a    1', 'bb  22']
 */
export function aligned(rows: readonly (readonly string[])[], rightAligned: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => [...row[column]].length)));
  return rows.map(row =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column] - [...cell].length);
        return rightAligned.includes(column) ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}
