// Text that a spreadsheet would run as a formula: an apostrophe goes before it, and is taken off again when read.

const RUNS = /^'*[=+\-@\t\r]/;
const NEUTRAL = /^'+[=+\-@\t\r]/;
/**
 * What goes before such a text; where it is not, nothing has to be taken off.
 *
 * @example APOSTROPHE // "'"
 */
export const APOSTROPHE = "'";

/**
 * A text as no spreadsheet runs it; text that looks like one made neutral gets an apostrophe more, so that `withoutApostrophe` undoes it exactly.
 *
 * @source OWASP, CSV Injection
 * @example withApostrophe('=1+1') // "'=1+1"
 */
export function withApostrophe(text: string): string {
  return RUNS.test(text) ? `'${text}` : text;
}

/**
 * The text that `withApostrophe` was given.
 *
 * @example withoutApostrophe("'=1+1") // '=1+1'
 */
export function withoutApostrophe(text: string): string {
  return text.startsWith(APOSTROPHE) && NEUTRAL.test(text) ? text.slice(1) : text;
}
