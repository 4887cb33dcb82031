// Formulas over columns: block after block of 1,024 rows, so that what lies between the steps stays in the processor's cache.
import type { Column } from '../table/table.ts';
import { compile } from './compile.ts';
import type { ColumnReference, Formula, Leaf } from './formula.ts';
import { BLOCK, keepFinite, verdictKernels } from './kernels.ts';

/** The rows a formula is evaluated over, and the column that each of its ends stands for. */
export interface Scope {
  readonly rows: number;
  leaf(leaf: Leaf): Column;
}

/**
 * A formula's value for every row.
 *
 * Shape: n rows to n numbers. Unit: a date is days since 1970-01-01; a condition is 1, 0, or NaN where it cannot be told.
 * Degenerate: a part that is missing makes what is made of it missing, but for `coalesce`, `and`, `or`; overflow is missing.
 * @throws wrong_type where text stands for a number
 * @example evaluate({ kind: 'literal', value: 2 }, { rows: 2, leaf: () => textColumn([]) }) // [2, 2]
 */
export function evaluate(formula: Formula, scope: Scope): Float64Array {
  const values = new Float64Array(scope.rows);
  evaluator(formula, scope)(0, values);
  return values;
}

/**
 * A formula made ready to run over any stretch of rows, so that only the stretch takes memory.
 *
 * Shape: a function that writes the values of the rows from `start` into `into`, as many as that holds.
 * Degenerate: as `evaluate`.
 * @throws wrong_type where text stands for a number
 * @example evaluator({ kind: 'literal', value: 2 }, { rows: 9, leaf: () => textColumn([]) })(4, new Float64Array(3)) // undefined
 */
export function evaluator(formula: Formula, scope: Scope): (start: number, into: Float64Array) => void {
  const program = compile(formula, leaf => scope.leaf(leaf));
  const scratch = Array.from({ length: program.registers }, () => new Float64Array(BLOCK));
  for (const [register, value] of program.constants) scratch[register].fill(value);
  const last = program.steps.at(-1);
  const isVerdict = last !== undefined && verdictKernels.has(last.kernel);
  return (start, into) => {
    const registers: Float64Array[] = [...scratch];
    for (let at = 0; at < into.length; at += BLOCK) {
      const out = into.subarray(at, at + BLOCK);
      const isShort = out.length < BLOCK;
      if (isShort)
        for (let each = 0; each < registers.length; each++) registers[each] = scratch[each].subarray(0, out.length);
      for (const [register, source] of program.sources) {
        const own = scratch[register];
        registers[register] = source(start + at, isShort ? own.subarray(0, out.length) : own);
      }
      // What the last loop writes is the answer: it goes where it is wanted at once.
      if (last?.out === program.result) registers[program.result] = out;
      for (const { kernel, out: to, first, second, third } of program.steps) {
        // By `call`, so that no compiler sets a loop of a formula that has but one in here: the middle tier makes it more than twice as slow.
        kernel.call(null, registers[to], registers[first], registers[second], registers[third]);
      }
      if (registers[program.result] !== out) out.set(registers[program.result]);
      if (!isVerdict) keepFinite(out);
    }
  };
}

/**
 * Whether a formula is a column as it is, whose values can be used without a copy.
 *
 * @example isPlainColumn({ kind: 'column', name: 'revenue' }) // true
 */
export function isPlainColumn(formula: Formula): formula is ColumnReference {
  return formula.kind === 'column';
}
