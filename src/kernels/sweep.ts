// Loops over rows in WebAssembly, some times as fast as plain ones; without it (a page may forbid it) the caller's plain loop does.
import { CODE } from './code.ts';

// As in assembly/kernels.ts.
const CODES = 0x200000;
const VALUES = 0x208000;
const RESULTS = 0x210000;
const ROWS = 4096;

/** Fewer rows are done before a kernel has begun. */
const FEWEST_ROWS = 256;
/** Beyond 2 MB the table misses the cache, and a kernel waits as long as a plain loop. The memory has room for that much. */
const LONGEST_TABLE = CODES / 8;

/** Goes over a block of rows, up to an end among the values. */
type Kernel = (end: number, ...numbers: readonly number[]) => void;
type KernelName = 'extent' | 'place' | 'tally' | 'disorder';

type Kernels = { readonly memory: { readonly buffer: ArrayBuffer } } & Readonly<Record<KernelName, Kernel>>;

/** The part of the standard that is needed; the language's own types do not have it. */
interface Assembly {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

let loaded: Kernels | null | undefined;

function kernels(): Kernels | null {
  if (loaded === undefined) {
    try {
      const { Module, Instance } = (globalThis as unknown as { WebAssembly: Assembly }).WebAssembly;
      loaded = new Instance(new Module(Uint8Array.from(CODE))).exports as Kernels;
    } catch {
      loaded = null;
    }
  }
  return loaded;
}

/** The group of each row: of all at once, or of a block of rows, written where they are asked for. */
interface RowGroups {
  readonly of: Uint32Array;
  readonly ids?: (start: number, into: Uint32Array) => void;
}

/**
 * Takes a kernel over all rows: it reads each row's value and group, changes the group's numbers in the table, and gives a result a row.
 *
 * Shape: n values and n groups, a table of the same count of numbers a group, room for n results where the kernel gives some.
 * Degenerate: few rows, a table that is too long, no WebAssembly: false, and nothing is done.
 * @example sweep('extent', Float64Array.of(5), { of: new Uint32Array(1) }, new Float64Array(2)) // false
 */
export function sweep(
  name: KernelName,
  values: Float64Array | Int32Array,
  groups: RowGroups,
  table: Float64Array,
  results?: Float64Array,
  ...numbers: readonly number[]
): boolean {
  if (values.length < FEWEST_ROWS || table.length > LONGEST_TABLE) return false;
  const made = kernels();
  if (!made) return false;
  const { buffer } = made.memory;
  const valuesIn = new Float64Array(buffer, VALUES, ROWS);
  const codesIn = new Uint32Array(buffer, CODES, ROWS);
  const tableIn = new Float64Array(buffer, 0, table.length);
  tableIn.set(table);
  for (let start = 0; start < values.length; start += ROWS) {
    const rows = Math.min(ROWS, values.length - start);
    valuesIn.set(values.subarray(start, start + rows));
    if (groups.ids) groups.ids(start, codesIn.subarray(0, rows));
    else codesIn.set(groups.of.subarray(start, start + rows));
    if (rows < ROWS) {
      // Kernels that take two rows at a time find a missing one behind the last.
      valuesIn[rows] = NaN;
      codesIn[rows] = 0;
    }
    made[name](VALUES + 8 * rows, ...numbers);
    results?.set(new Float64Array(buffer, RESULTS, rows), start);
  }
  table.set(tableIn);
  return true;
}
