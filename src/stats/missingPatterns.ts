/** Rows that miss the same entries, with their values row by row; missing entries are NaN. */
export interface MissingPattern {
  readonly missing: readonly number[];
  readonly present: readonly number[];
  readonly rows: readonly Float64Array[];
}

/**
 * Rows sorted by which of their entries are missing, patterns in the order of their first row.
 *
 * Shape: columns of n values, some of their rows, to one entry a pattern.
 * Degenerate: a row without any value is in none.
 * @example missingPatterns([Float64Array.of(1, NaN), Float64Array.of(NaN, NaN)], [0, 1])[0].missing // [1]
 */
export function missingPatterns(columns: readonly Float64Array[], rows: Iterable<number>): MissingPattern[] {
  const patterns = new Map<string, { missing: number[]; present: number[]; rows: Float64Array[] }>();
  for (const row of rows) {
    const values = Float64Array.from(columns, column => column[row]);
    const present: number[] = [];
    for (let at = 0; at < values.length; at++) if (values[at] === values[at]) present.push(at);
    if (present.length === 0) continue;
    const key = present.join();
    const known = patterns.get(key);
    if (known) known.rows.push(values);
    else {
      const missing = [...values.keys()].filter(at => !present.includes(at));
      patterns.set(key, { missing, present, rows: [values] });
    }
  }
  return [...patterns.values()];
}
