// A formula as a program: which blocks are read from where, and which loops run over them in which order.
import { RatingError } from '../errors/ratingError.ts';
import { dayOf, MISSING_DAY } from '../table/days.ts';
import type { Column } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import type { Call, Formula, Leaf } from './formula.ts';
import type { Kernel, KernelName } from './kernels.ts';
import { kernels } from './kernels.ts';
import type { Source } from './sources.ts';
import { dateSource, numberSource, wordSource, wordsSource } from './sources.ts';

/** One loop and the registers it reads and writes. */
export interface Step {
  readonly kernel: Kernel;
  readonly out: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Registers hold one block of rows each: some are read from a source, some are one number throughout, the rest is scratch. */
export interface Program {
  readonly registers: number;
  readonly sources: ReadonlyMap<number, Source>;
  readonly constants: ReadonlyMap<number, number>;
  readonly steps: readonly Step[];
  readonly result: number;
}

/**
 * Compiles a formula against the columns that its ends stand for; each end is asked for once.
 *
 * Shape: a formula to loops over as few scratch blocks as its depth asks for.
 * Degenerate: a formula without operators has no steps.
 * @throws wrong_type where text stands for a number; `checkTypes` says so with a better message before
 * @example compile({ kind: 'literal', value: 2 }, () => textColumn([])).steps // []
 */
export function compile(formula: Formula, leaf: (leaf: Leaf) => Column): Program {
  const compiler = new Compiler(leaf);
  const result = compiler.compile(formula);
  const { registers, sources, constants, steps } = compiler;
  return { registers, sources, constants, steps, result };
}

class Compiler {
  registers = 0;
  readonly sources = new Map<number, Source>();
  readonly constants = new Map<number, number>();
  readonly steps: Step[] = [];
  readonly #leaf: (leaf: Leaf) => Column;
  readonly #read = new Map<Column, number>();
  readonly #columns = new Map<string, Column>();
  readonly #free: number[] = [];

  constructor(leaf: (leaf: Leaf) => Column) {
    this.#leaf = leaf;
  }

  compile(formula: Formula): number {
    if (formula.kind === 'literal') {
      return typeof formula.value === 'number' ? this.#constant(formula.value) : this.#day(formula.value);
    }
    return formula.kind === 'call' ? this.#call(formula) : this.#leafColumn(formula);
  }

  #call({ name, of }: Call): number {
    switch (name) {
      case 'equal':
      case 'unequal':
        return this.#equality(name, of[0], of[1]);
      case 'greater':
        return this.#step('less', this.#all([of[1], of[0]]));
      case 'greaterOrEqual':
        return this.#step('lessOrEqual', this.#all([of[1], of[0]]));
      case 'clamp':
        return this.#step('min', [this.#step('max', this.#all([of[0], of[1]])), this.compile(of[2])]);
      case 'if':
        return this.#step(name, this.#all(of));
      default:
        return this.#inPairs(name, of);
    }
  }

  #inPairs(name: KernelName, of: readonly Formula[]): number {
    let left = this.compile(of[0]);
    if (of.length === 1) return this.#step(name, [left]);
    for (const part of of.slice(1)) left = this.#step(name, [left, this.compile(part)]);
    return left;
  }

  #equality(name: 'equal' | 'unequal', left: Formula, right: Formula): number {
    const isSame = this.#textEquality(left, right);
    if (isSame === null) return this.#step(name, this.#all([left, right]));
    return name === 'equal' ? isSame : this.#step('not', [isSame]);
  }

  /** The register that says whether two texts are the same; null where the sides are not text. */
  #textEquality(left: Formula, right: Formula): number | null {
    const word = textOf(left) ?? textOf(right);
    const [column, other] = [this.#textColumn(left), this.#textColumn(right)];
    if (column && other) return this.#source(wordsSource(column, other));
    const one = column ?? other;
    if (one && word !== null) return this.#source(wordSource(one, word));
    const [first, second] = [textOf(left), textOf(right)];
    return first === null || second === null ? null : this.#constant(clean(first) === clean(second) ? 1 : 0);
  }

  #textColumn(part: Formula): TextColumn | null {
    if (part.kind === 'literal' || part.kind === 'call') return null;
    const column = this.#columnOf(part);
    return column.type === 'text' ? column : null;
  }

  #columnOf(leaf: Leaf): Column {
    const key = JSON.stringify(leaf);
    const column = this.#columns.get(key) ?? this.#leaf(leaf);
    this.#columns.set(key, column);
    return column;
  }

  #leafColumn(leaf: Leaf): number {
    const column = this.#columnOf(leaf);
    const read = this.#read.get(column);
    if (read !== undefined) return read;
    if (column.type === 'text') throw new RatingError('wrong_type', [], 'text stands where a number should');
    const register = this.#source(column.type === 'number' ? numberSource(column) : dateSource(column));
    this.#read.set(column, register);
    return register;
  }

  #day(text: string): number {
    const day = dayOf(text);
    if (day === MISSING_DAY) throw new RatingError('wrong_type', [], `"${text}" stands where a number or a day should`);
    return this.#constant(day);
  }

  #constant(value: number): number {
    this.constants.set(this.registers, value);
    return this.registers++;
  }

  #source(source: Source): number {
    this.sources.set(this.registers, source);
    return this.registers++;
  }

  #all(parts: readonly Formula[]): number[] {
    return parts.map(part => this.compile(part));
  }

  /** Scratch that a loop has read is free for its result and for later ones. */
  #step(name: KernelName, reads: readonly number[]): number {
    for (const register of reads)
      if (!this.sources.has(register) && !this.constants.has(register)) this.#free.push(register);
    const out = this.#free.pop() ?? this.registers++;
    const [first, second = first, third = first] = reads;
    this.steps.push({ kernel: kernels[name], out, first, second, third });
    return out;
  }
}

function textOf(part: Formula): string | null {
  return part.kind === 'literal' && typeof part.value === 'string' ? part.value : null;
}

function clean(text: string): string {
  return text.normalize('NFC').trim();
}
