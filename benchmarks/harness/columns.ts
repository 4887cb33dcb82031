// Columns on disk as plain bytes, one file a column, so that every contender reads the same input in whatever language.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a column file holds; its name ends in one of these. */
const kinds = { f64: Float64Array, u32: Uint32Array, i32: Int32Array } as const;

/** One column as an array of numbers. */
export type Numbers = Float64Array | Uint32Array | Int32Array;

/** Columns by name. */
export type Columns = ReadonlyMap<string, Numbers>;

/** Writes each column into a file of its own. */
export function writeColumns(folder: string, columns: Iterable<readonly [string, Numbers]>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, values] of columns) {
    const kind = values instanceof Float64Array ? 'f64' : values instanceof Uint32Array ? 'u32' : 'i32';
    writeFileSync(join(folder, `${name}.${kind}`), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
}

/** All columns of a folder. */
export function readColumns(folder: string): Columns {
  const columns = new Map<string, Numbers>();
  for (const file of readdirSync(folder).sort()) {
    const [name, kind] = file.split('.');
    if (!(kind in kinds)) continue;
    const bytes = readFileSync(join(folder, file));
    // Large files get a buffer of their own, small ones a part of a shared one.
    const isWhole = bytes.buffer.byteLength === bytes.length;
    const buffer = isWhole ? bytes.buffer : new Uint8Array(bytes).buffer;
    // The name was looked up just before.
    columns.set(name, new kinds[kind as keyof typeof kinds](buffer));
  }
  return columns;
}

/** A column of numbers that has to be there. */
export function doubles(columns: Columns, name: string): Float64Array {
  return column(columns, name, Float64Array);
}

/** A column of codes that has to be there. */
export function codes(columns: Columns, name: string): Uint32Array {
  return column(columns, name, Uint32Array);
}

/** A column of days that has to be there. */
export function days(columns: Columns, name: string): Int32Array {
  return column(columns, name, Int32Array);
}

function column<T extends Numbers>(columns: Columns, name: string, type: new () => T): T {
  const found = columns.get(name);
  if (found instanceof type) return found;
  throw new Error(`no column "${name}" of ${type.name}; there are ${[...columns.keys()].join(', ')}`);
}
