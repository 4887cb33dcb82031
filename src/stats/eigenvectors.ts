/** The eigenvalues of a symmetric matrix, the greatest first, with the vector of length 1 of each. */
export interface Eigenvectors {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

const MOST_SWEEPS = 60;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by turning pairs of axes until nothing is left off the
 * diagonal. Every vector is signed so that its entries have a sum above 0.
 *
 * Shape: p rows of p numbers to p values and p vectors.
 * Degenerate: equal eigenvalues have any vectors at right angles that span the same space; a sum of 0 leaves the sign
 * as it comes.
 * @source Jacobi (1846); Golub and Van Loan, Matrix Computations, section 8.5 (cyclic Jacobi)
 * @example eigenvectors([[2, 1], [1, 2]]).values // [3, 1]
 */
export function eigenvectors(matrix: readonly ArrayLike<number>[]): Eigenvectors {
  const left = matrix.map(row => Float64Array.from(row));
  const count = left.length;
  // Row by row: vectors[at] is what axis `at` has become.
  const vectors = left.map((_, at) => Float64Array.from({ length: count }, (_each, place) => (place === at ? 1 : 0)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isDone = true;
    for (let one = 0; one < count; one++) {
      for (let other = one + 1; other < count; other++) {
        const off = left[one][other];
        if (Math.abs(off) <= 1e-17 * Math.hypot(left[one][one], left[other][other])) continue;
        isDone = false;
        turn(left, vectors, one, other);
      }
    }
    if (isDone) break;
  }
  const order = left.map((_, at) => at).sort((a, b) => left[b][b] - left[a][a]);
  return {
    values: Float64Array.from(order, at => left[at][at]),
    vectors: order.map(at => {
      const sum = vectors[at].reduce((total, each) => total + each, 0);
      return vectors[at].map(each => (sum < 0 ? -each : each));
    }),
  };
}

/** Turns two axes so that their entry off the diagonal becomes 0. */
function turn(left: readonly Float64Array[], vectors: readonly Float64Array[], one: number, other: number): void {
  const half = (left[other][other] - left[one][one]) / (2 * left[one][other]);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const row of left)
    [row[one], row[other]] = [cosine * row[one] - sine * row[other], sine * row[one] + cosine * row[other]];
  rotate(left[one], left[other], cosine, sine);
  rotate(vectors[one], vectors[other], cosine, sine);
  left[one][other] = left[other][one] = 0;
}

function rotate(one: Float64Array, other: Float64Array, cosine: number, sine: number): void {
  for (let at = 0; at < one.length; at++) {
    [one[at], other[at]] = [cosine * one[at] - sine * other[at], sine * one[at] + cosine * other[at]];
  }
}
