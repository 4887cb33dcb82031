/**
 * The first place from which a test holds, when it holds from there on; the length when it holds nowhere.
 *
 * @example firstWhere(4, at => at * at >= 4) // 2
 */
export function firstWhere(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
