const DASH = 45;
const ZERO = 48;

/**
 * The digits of a text of the form YYYY-MM-DD as one number: a map of numbers finds a day sooner than one of texts.
 *
 * Degenerate: another form: null. Digits are not asked whether they name a real day.
 * @example dashedDigits('2018-09-01') // 20180901
 */
export function dashedDigits(text: string): number | null {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null;
  let digits = 0;
  for (let at = 0; at < 10; at++) {
    if (at === 4 || at === 7) continue;
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return null;
    digits = 10 * digits + digit;
  }
  return digits;
}
