// Whether two contenders came to the same result; asked before any time is shown.
import { codes, doubles, type Columns, type Numbers } from './columns.ts';
import type { Workload } from './workload.ts';

const TOLERANCE = 1e-9;

/** The first difference between our result and another, which may be of all or of the first of so many parts; undefined when there is none. */
export function difference(
  our: Columns,
  other: Columns,
  input: Columns,
  { places = {} }: Pick<Workload, 'places'>,
  parts = 1,
): string | undefined {
  for (const [name, values] of our) {
    const found = other.get(name);
    if (!found) return `has no column "${name}"`;
    if (found.length !== values.length && found.length !== values.length / parts)
      return `has ${found.length} rows in "${name}", we have ${values.length}`;
    const rule = places[name];
    const isTied = rule ? tied(doubles(our, rule.by), codes(input, rule.within)) : undefined;
    for (let row = 0; row < found.length; row++) {
      const isEqual = rule ? values[row] === found[row] || isTied?.[row] === 1 : isClose(values[row], found[row]);
      if (!isEqual) return `has ${found[row]} in row ${row} of "${name}", we have ${values[row]}`;
    }
  }
  return undefined;
}

function isClose(value: number, other: number): boolean {
  if (value !== value) return other !== other;
  return Math.abs(value - other) <= TOLERANCE * Math.max(1, Math.abs(value));
}

/** 1 for rows whose value is so close to another of the same group that the last bits decide. */
function tied(values: Float64Array, within: Numbers): Uint8Array {
  const rows = Uint32Array.from(values, (_, row) => row).sort((a, b) => within[a] - within[b] || values[a] - values[b]);
  const isTied = new Uint8Array(values.length);
  for (let at = 1; at < rows.length; at++) {
    const [before, row] = [rows[at - 1], rows[at]];
    if (within[before] !== within[row] || !isClose(values[before], values[row])) continue;
    isTied[before] = isTied[row] = 1;
  }
  return isTied;
}
