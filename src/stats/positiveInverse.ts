/** A pivot below this share of its diagonal is rounding: the column is all but a sum of those before it. */
const LEAST_PIVOT = 1e-13;

/**
 * The inverse of a symmetric, positive definite matrix.
 *
 * Shape: p·p numbers, row by row, to as many.
 * Degenerate: a column that is a sum of others is taken to differ from it by a hair, and one of variance 0 to vary by as little, so that
 * the inverse is finite.
 * @source Golub and Van Loan, Matrix Computations, section 4.2 (Cholesky)
 * @example positiveInverse(Float64Array.of(2, 0, 0, 4), 2) // [0.5, 0, 0, 0.25]
 */
export function positiveInverse(matrix: Float64Array, count: number): Float64Array {
  const inverse = invertedLower(lowerFactor(matrix, count), count);
  const product = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let at = row; at < count; at++) sum += inverse[at * count + row] * inverse[at * count + column];
      product[row * count + column] = product[column * count + row] = sum;
    }
  }
  return product;
}

function lowerFactor(matrix: Float64Array, count: number): Float64Array {
  const lower = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column <= row; column++) {
      let left = matrix[row * count + column];
      for (let at = 0; at < column; at++) left -= lower[row * count + at] * lower[column * count + at];
      if (column < row) lower[row * count + column] = left / lower[column * count + column];
      else lower[row * count + row] = Math.sqrt(Math.max(left, LEAST_PIVOT * (matrix[row * count + row] || 1)));
    }
  }
  return lower;
}

function invertedLower(lower: Float64Array, count: number): Float64Array {
  const inverse = new Float64Array(count * count);
  for (let column = 0; column < count; column++) {
    inverse[column * count + column] = 1 / lower[column * count + column];
    for (let row = column + 1; row < count; row++) {
      let sum = 0;
      for (let at = column; at < row; at++) sum += lower[row * count + at] * inverse[at * count + column];
      inverse[row * count + column] = -sum / lower[row * count + row];
    }
  }
  return inverse;
}
