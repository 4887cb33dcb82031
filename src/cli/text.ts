// Text for people on a terminal.
import stringWidth from 'string-width';

/**
 * A text from data or a file as it can be shown on a terminal: signs that steer it, or that hide, as their codes; long texts cut.
 *
 * Unit: `width` counts the columns of a terminal, of which a Chinese sign or an emoji takes two.
 * @example shown('a\u001b[31mb') // 'a\\u001b[31mb'
 */
export function shown(text: string, width = 40): string {
  const begun = text.slice(0, SIGNS_A_COLUMN * width);
  const plain = begun.replace(HIDDEN, codeOf);
  if (begun === text && stringWidth(plain) <= width) return plain;
  let cut = '';
  let taken = 0;
  for (const { segment } of signs.segment(plain)) {
    taken += stringWidth(segment);
    if (taken > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Control, format and separator signs, but for the joiners that make one emoji, or one word of Persian, of several signs. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SIGNS_A_COLUMN = 10;
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

function codeOf(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
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
  const isPlain = size < 1e15 && (size >= 1e-3 || size === 0);
  // Less than nothing is not told from nothing: -0 is 0.
  return isPlain ? (value + 0).toLocaleString('en-US', { maximumFractionDigits: digits }) : value.toPrecision(4);
}

/**
 * A number with its sign, also when it is above 0.
 *
 * @example signed(2.5) // '+2.5'
 */
export function signed(value: number): string {
  if (Number.isNaN(value)) return figure(value);
  return `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;
}

/**
 * A number to reach, rounded on so that it is still reached: away from where it is now, to so few digits that the difference shows.
 *
 * @example reachable(41.23456, 40) // '41.24'
 */
export function reachable(value: number, from: number): string {
  const size = Math.min(Math.abs(value - from), Math.abs(value)) || Math.abs(value) || 1;
  const digits = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(size))));
  const unit = 10 ** digits;
  // What rounding in the last place has left over a whole step is none.
  const steps = Number((value * unit).toPrecision(12));
  const rounded = (value > from ? Math.ceil(steps) : Math.floor(steps)) / unit;
  return rounded.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/**
 * A count with its noun; a noun that is no English word, such as a column's name in another script, stays as it is.
 *
 * @example counted(2, 'category') // '2 categories'
 */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[a-z]$/.test(noun) ? `${noun}s` : noun;
}

/**
 * Rows of cells as lines, columns aligned as a terminal shows them; the first column to the left, those that are named to the right.
 *
 * @example aligned([['a', '1'], ['茶', '22']], [1]) // ['a    1', '茶  22']
 */
export function aligned(rows: readonly (readonly string[])[], rightAligned: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, stringWidth(row[column])), 0),
  );
  return rows.map(row =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat(widths[column] - stringWidth(cell));
        return rightAligned.includes(column) ? blanks + cell : cell + blanks;
      })
      .join('  ')
      .trimEnd(),
  );
}
