// Numbers for the page, the same bytes on any machine: no locale is asked.

/** What stands for a missing value. */
export const MISSING = '–';

/**
 * A score or points: one decimal, two where one would show next to nothing.
 *
 * Degenerate: missing is `–`.
 * @example points(0.04) // '0.04'
 */
export function points(value: number): string {
  if (Number.isNaN(value)) return MISSING;
  const size = Math.abs(value);
  const text = grouped(size.toFixed(size > 0 && size < 0.1 ? 2 : 1));
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/**
 * Points with their sign, also above 0.
 *
 * @example lead(-2.345) // '−2.3'
 */
export function lead(value: number): string {
  return value > 0 ? `+${points(value)}` : points(value);
}

/**
 * A whole number, thousands apart.
 *
 * @example counted(1234567) // '1,234,567'
 */
export function counted(count: number): string {
  return Number.isNaN(count) ? MISSING : grouped(String(count));
}

/**
 * A share as a percentage of at most one decimal.
 *
 * @example percent(0.125) // '12.5%'
 */
export function percent(share: number): string {
  return Number.isNaN(share) ? MISSING : `${Number((share * 100).toFixed(1))}%`;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ',');
}
