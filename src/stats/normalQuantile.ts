const MIDDLE = {
  over: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
    67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  under: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852854561,
  ],
};
const OUTER = {
  over: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  under: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.1481039764274800746,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
};
const FAR = {
  over: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  under: [
    1, 0.59983220655588793769, 0.1369298809227358053, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
};

/**
 * The value below which a share of the standard normal distribution lies.
 *
 * Unit: a share from 0 to 1 to deviations from the mean.
 * Degenerate: 0 and 1 are infinite; outside of that: NaN.
 * @source Wichura (1988), Algorithm AS 241 (PPND16): The percentage points of the normal distribution
 * @example normalQuantile(0.5) // 0
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) return share === 0 ? -Infinity : share === 1 ? Infinity : NaN;
  const fromMiddle = share - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) return fromMiddle * ratio(MIDDLE, 0.180625 - fromMiddle * fromMiddle);
  const depth = Math.sqrt(-Math.log(Math.min(share, 1 - share)));
  const size = depth <= 5 ? ratio(OUTER, depth - 1.6) : ratio(FAR, depth - 5);
  return fromMiddle < 0 ? -size : size;
}

function ratio({ over, under }: typeof MIDDLE, at: number): number {
  return polynomial(over, at) / polynomial(under, at);
}

function polynomial(terms: readonly number[], at: number): number {
  return terms.reduceRight((sum, term) => sum * at + term, 0);
}
