// Numbers as text: what a file may hold, and what is written so that it reads back to the same double.

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const PLAIN_COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const MISSING_WORD = /^(?:null|nil|none|n\/?a|#n\/a|-+)$/i;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|∞)$/i;

/** Whole numbers of so many digits, and powers of ten up to theirs, are doubles exactly: their quotient is the number that is meant, rounded once. */
const MOST_DIGITS = 15;
const POWERS = Float64Array.from({ length: MOST_DIGITS }, (_, power) => Number(`1e${power}`));
const COMMA = 44;
const POINT = 46;
const ZERO = 48;

/**
 * The number that a text names as a plain decimal, correctly rounded, or the reason why it names none.
 *
 * Shape: a text to a number, or to a text that says what is wrong. Unit: with `decimalComma` the comma is the decimal mark and a point is none.
 * Degenerate: blank text is missing (NaN).
 * @example plainNumber('-12.5') // -12.5
 */
export function plainNumber(text: string, decimalComma = false): number | string {
  const short = shortDecimal(text, decimalComma ? COMMA : POINT);
  if (short === short) return short;
  const trimmed = text.trim();
  if (trimmed === '') return NaN;
  if (!(decimalComma ? PLAIN_COMMA : PLAIN).test(trimmed)) return reasonOf(trimmed, decimalComma);
  const value = Number(decimalComma ? trimmed.replace(',', '.') : trimmed);
  return Number.isFinite(value) ? value : 'a number too large for a double';
}

/**
 * A number as the shortest text that reads back to the same double.
 *
 * Degenerate: NaN and Infinity are empty; the sign of -0 is kept.
 * @example numberText(0.1) // '0.1'
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Most cells of a file: a few digits with at most one mark among them. Anything else: NaN. */
function shortDecimal(text: string, mark: number): number {
  const { length } = text;
  if (length > MOST_DIGITS) return NaN;
  let whole = 0;
  let digits = 0;
  let before = -1;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= ZERO && unit <= ZERO + 9) {
      whole = 10 * whole + unit - ZERO;
      digits++;
    } else if (unit === mark && before === -1) {
      before = digits;
    } else {
      return NaN;
    }
  }
  if (digits === 0) return NaN;
  return before === -1 ? whole : whole / POWERS[digits - before];
}

function reasonOf(text: string, decimalComma: boolean): string {
  if (MISSING_WORD.test(text)) return `the word "${text}" in a number column; a missing number is an empty cell`;
  if (NOT_FINITE.test(text)) return 'not a finite number';
  if (decimalComma && text.includes('.')) return 'has a point; with decimal commas a number is written such as 1234,5';
  if (!decimalComma && /^[+-]?[\d.,]+$/.test(text))
    return 'has a thousands mark or a decimal comma; a number is written such as 1234.5';
  return `not a plain decimal number such as ${decimalComma ? '1234,5' : '1234.5'}`;
}
