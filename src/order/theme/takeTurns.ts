/**
 * Who has which slot, when each is to have so many: an order in which every beginning is near to the shares of the whole.
 *
 * Shape: m counts to their sum of slots, each with the position of who has it. In the first t slots each of n that have any is less than one slot
 * from its due: at most 1 - 1 / (2n - 2).
 * Degenerate: no counts, or nothing but 0: no slots; ties go to the first listed.
 * @source Tijdeman (1980), The chairman assignment problem
 * @example takeTurns(Uint32Array.of(3, 1, 2)) // [0, 2, 0, 1, 2, 0]
 */
export function takeTurns(counts: Uint32Array): Uint32Array {
  const total = counts.reduce((sum, each) => sum + each, 0);
  const several = counts.filter(count => count > 0).length;
  // Everything is in whole numbers: dues times the total times the slack, so that no rounding decides.
  const slack = Math.max(1, 2 * several - 2);
  const turns = new Uint32Array(total);
  const had = new Uint32Array(counts.length);
  for (let slot = 0; slot < total; slot++) {
    let next = -1;
    for (let at = 0; at < counts.length; at++) {
      const isDue = several === 1 || slack * (counts[at] * (slot + 1) - had[at] * total) >= total;
      if (counts[at] === 0 || !isDue) continue;
      // The one that has to have a slot soonest, lest it fall behind.
      if (next === -1 || deadline(at) * counts[next] < deadline(next) * counts[at]) next = at;
    }
    turns[slot] = next;
    had[next]++;
  }
  return turns;

  /** Times the count, over the slack and the total. */
  function deadline(at: number): number {
    return slack * (had[at] + 1) - 1;
  }
}
