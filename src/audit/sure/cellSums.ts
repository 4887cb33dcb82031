// Sums of cells in many draws: what a bootstrap spends most of its time on.

/** Where cells stand: those of unit u from starts[u] to before starts[u + 1], each with its block. */
export interface CellPlaces {
  readonly block: Uint32Array;
  readonly starts: Uint32Array;
}

const PAIR_DRAWS = 5;
const TRIPLE_DRAWS = 3;

/** How many draws are worth being summed up together. */
export const DRAWS_AT_ONCE = PAIR_DRAWS * TRIPLE_DRAWS;

/**
 * The sum of each unit's cells in each draw, each cell times how often its block is drawn, of several columns of cells.
 *
 * Nine or ten sums at once are as many as stay in registers. So columns go in pairs by five draws, and where their number is odd three of
 * them by three: a cell is read once for all of these.
 *
 * Shape: m columns of cells, k draws of one count a block, to m lists of k columns of one sum a unit; added in the order of the cells,
 * whatever goes together.
 * Degenerate: a unit without cells: 0.
 * @example cellSums({ block: Uint32Array.of(0, 1), starts: Uint32Array.of(0, 2) }, [Float64Array.of(5, 7)], [Float64Array.of(2, 1)]) // [[[17]]]
 */
export function cellSums(
  places: CellPlaces,
  columns: readonly Float64Array[],
  draws: readonly Float64Array[],
): Float64Array[][] {
  const units = places.starts.length - 1;
  const sums = columns.map(() => draws.map(() => new Float64Array(units)));
  const spare = new Float64Array(units);
  const into = (column: number, from: number, size: number): Float64Array[] =>
    Array.from({ length: size }, (_, draw) => sums[column]?.[from + draw] ?? spare);
  const paired = columns.length % 2 === 0 || columns.length === 1 ? columns.length : columns.length - 3;
  for (let from = 0; from < draws.length && paired > 0; from += PAIR_DRAWS) {
    const counts = sideBySide(draws, from, PAIR_DRAWS);
    for (let at = 0; at < paired; at += 2) {
      const pair = [columns[at], columns[at + 1] ?? columns[at]];
      addPair(places, pair, counts, into(at, from, PAIR_DRAWS), into(at + 1, from, PAIR_DRAWS));
    }
  }
  for (let from = 0; from < draws.length && paired < columns.length; from += TRIPLE_DRAWS) {
    const counts = sideBySide(draws, from, TRIPLE_DRAWS);
    const [first, second, third] = [0, 1, 2].map(at => into(paired + at, from, TRIPLE_DRAWS));
    addTriple(places, columns.slice(paired), counts, first, second, third);
  }
  return sums;
}

/** The counts of a block in some draws next to each other; draws that are not there count nothing. */
function sideBySide(draws: readonly Float64Array[], from: number, size: number): Float64Array {
  const blocks = draws[from].length;
  const together = new Float64Array(blocks * size);
  for (let draw = 0; draw < size && from + draw < draws.length; draw++) {
    const counts = draws[from + draw];
    for (let block = 0; block < blocks; block++) together[block * size + draw] = counts[block];
  }
  return together;
}

/** Written out: sums in variables take less time than in an array. */
function addPair(
  { block, starts }: CellPlaces,
  [first, second]: readonly Float64Array[],
  counts: Float64Array,
  [firstOne, firstTwo, firstThree, firstFour, firstFive]: readonly Float64Array[],
  [secondOne, secondTwo, secondThree, secondFour, secondFive]: readonly Float64Array[],
): void {
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    let sumOne = 0;
    let sumTwo = 0;
    let sumThree = 0;
    let sumFour = 0;
    let sumFive = 0;
    let otherSumOne = 0;
    let otherSumTwo = 0;
    let otherSumThree = 0;
    let otherSumFour = 0;
    let otherSumFive = 0;
    const end = starts[unit + 1];
    for (let cell = starts[unit]; cell < end; cell++) {
      const value = first[cell];
      const other = second[cell];
      const at = block[cell] * PAIR_DRAWS;
      const countOne = counts[at];
      sumOne += countOne * value;
      otherSumOne += countOne * other;
      const countTwo = counts[at + 1];
      sumTwo += countTwo * value;
      otherSumTwo += countTwo * other;
      const countThree = counts[at + 2];
      sumThree += countThree * value;
      otherSumThree += countThree * other;
      const countFour = counts[at + 3];
      sumFour += countFour * value;
      otherSumFour += countFour * other;
      const countFive = counts[at + 4];
      sumFive += countFive * value;
      otherSumFive += countFive * other;
    }
    firstOne[unit] = sumOne;
    firstTwo[unit] = sumTwo;
    firstThree[unit] = sumThree;
    firstFour[unit] = sumFour;
    firstFive[unit] = sumFive;
    secondOne[unit] = otherSumOne;
    secondTwo[unit] = otherSumTwo;
    secondThree[unit] = otherSumThree;
    secondFour[unit] = otherSumFour;
    secondFive[unit] = otherSumFive;
  }
}

/** The same of three columns. */
function addTriple(
  { block, starts }: CellPlaces,
  [first, second, third]: readonly Float64Array[],
  counts: Float64Array,
  [firstOne, firstTwo, firstThree]: readonly Float64Array[],
  [secondOne, secondTwo, secondThree]: readonly Float64Array[],
  [thirdOne, thirdTwo, thirdThree]: readonly Float64Array[],
): void {
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    let sumOne = 0;
    let sumTwo = 0;
    let sumThree = 0;
    let otherSumOne = 0;
    let otherSumTwo = 0;
    let otherSumThree = 0;
    let lastSumOne = 0;
    let lastSumTwo = 0;
    let lastSumThree = 0;
    const end = starts[unit + 1];
    for (let cell = starts[unit]; cell < end; cell++) {
      const value = first[cell];
      const other = second[cell];
      const last = third[cell];
      const at = block[cell] * TRIPLE_DRAWS;
      const countOne = counts[at];
      sumOne += countOne * value;
      otherSumOne += countOne * other;
      lastSumOne += countOne * last;
      const countTwo = counts[at + 1];
      sumTwo += countTwo * value;
      otherSumTwo += countTwo * other;
      lastSumTwo += countTwo * last;
      const countThree = counts[at + 2];
      sumThree += countThree * value;
      otherSumThree += countThree * other;
      lastSumThree += countThree * last;
    }
    firstOne[unit] = sumOne;
    firstTwo[unit] = sumTwo;
    firstThree[unit] = sumThree;
    secondOne[unit] = otherSumOne;
    secondTwo[unit] = otherSumTwo;
    secondThree[unit] = otherSumThree;
    thirdOne[unit] = lastSumOne;
    thirdTwo[unit] = lastSumTwo;
    thirdThree[unit] = lastSumThree;
  }
}
