// Rows of several tables as one table.
import type { Column, ColumnType, Table } from './table.ts';
import { MISSING_CODE } from './text.ts';

/** Rows of a table in the order asked for; all of them when no rows are named. */
export interface Part {
  readonly table: Table;
  readonly rows: Uint32Array | undefined;
}

/**
 * Rows of several tables below each other, under the columns of the first.
 *
 * Shape: parts to one table of all their rows; every table has the columns of the first, of the same type.
 * Degenerate: the whole of one table: that table.
 * @example stacked([{ table: sales, rows: Uint32Array.of(1) }, { table: sales, rows: undefined }]).rows // 6
 */
export function stacked(parts: readonly [Part, ...Part[]]): Table {
  const [first] = parts;
  if (parts.length === 1 && first.rows === undefined) return first.table;
  const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0);
  const columns = [...first.table.columns].map(([name, { type }]): [string, Column] => {
    // Every table has the columns of the first.
    const under = parts.map(({ table, rows }) => ({ column: table.columns.get(name) as Column, rows }));
    return [name, stackedColumn(type, under, rows)];
  });
  const { unread } = first.table;
  return { rows, columns: new Map(columns), ...(unread ? { unread } : {}) };
}

interface ColumnPart {
  readonly column: Column;
  readonly rows: Uint32Array | undefined;
}

function rowsOf({ table, rows }: Part): number {
  return rows?.length ?? table.rows;
}

function stackedColumn(type: ColumnType, parts: readonly ColumnPart[], rows: number): Column {
  switch (type) {
    case 'number': {
      const values = new Float64Array(rows);
      fill(values, parts, column => (column.type === 'number' ? column.values : []));
      return { type, values };
    }
    case 'date': {
      const days = new Int32Array(rows);
      fill(days, parts, column => (column.type === 'date' ? column.days : []));
      return { type, days };
    }
    case 'text': {
      const known = new Map<string, number>();
      const codes = new Uint32Array(rows);
      fill(codes, parts, column => (column.type === 'text' ? codesUnder(known, column.words, column.codes) : []));
      return { type, codes, words: [...known.keys()] };
    }
  }
}

function fill(
  into: Float64Array | Int32Array | Uint32Array,
  parts: readonly ColumnPart[],
  valuesOf: (column: Column) => ArrayLike<number>,
): void {
  let at = 0;
  for (const { column, rows } of parts) {
    const values = valuesOf(column);
    if (rows === undefined) {
      into.set(values, at);
      at += values.length;
    } else for (let row = 0; row < rows.length; row++) into[at++] = values[rows[row]];
  }
}

/** Codes into a dictionary of all words so far. */
function codesUnder(known: Map<string, number>, words: readonly string[], codes: Uint32Array): Uint32Array {
  const codeOf = words.map(word => {
    if (!known.has(word)) known.set(word, known.size);
    // Set just above.
    return known.get(word) as number;
  });
  const isSame = codeOf.every((code, at) => code === at);
  return isSame ? codes : codes.map(code => codeOf[code] ?? MISSING_CODE);
}
