/**
 * The known name nearest to a misspelled one, as the end of a message; empty when none is near.
 *
 * Shape: a word and the words that would be right to `; did you mean "…"?` or nothing.
 * Unit: nearness is the optimal string alignment distance (a swap of neighbours costs one), at most a third of the word.
 * Degenerate: no known words, or words of over 60 characters: empty.
 * @source Damerau (1964), A technique for computer detection and correction of spelling errors
 * @example didYouMean('revnue', ['revenue', 'units']) // '; did you mean "revenue"?'
 */
export function didYouMean(word: string, known: Iterable<string>): string {
  let nearest = '';
  let least = Math.floor(word.length / 3) + 1;
  for (const candidate of known) {
    if (candidate.length > 60 || word.length > 60) continue;
    const distance = alignmentDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest === '' ? '' : `; did you mean "${nearest}"?`;
}

function alignmentDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, beforeLast[column - 2] + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length];
}
