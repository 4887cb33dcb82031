// From the parser's tree to a formula: what the allow-list has is taken over, everything else is a fault.
import type { Fault, FaultCode, FaultPath } from '../errors/ratingError.ts';
import { RatingError } from '../errors/ratingError.ts';
import { buildCall } from './buildCall.ts';
import type { Formula, FunctionName, Literal } from './formula.ts';
import type { Context } from './functions.ts';
import { operators } from './functions.ts';
import type { OperatorNode, SymbolNode, Tree } from './mathjs.ts';

/** The most parts a formula may have. */
export const MOST_PARTS = 500;

/** How deep parts may stand inside of each other; a chain such as a + b + c is one level. */
export const DEEPEST = 50;

/** Stands in for a part that was a fault, so that the rest is looked at too. */
export const NOTHING: Literal = { kind: 'literal', value: 0 };

/**
 * Builds one formula and collects its faults.
 *
 * Shape: a tree of the parser to a formula of at most 500 parts, 50 levels deep; `faults` grows with what does not belong.
 * Degenerate: a part that is a fault becomes the number 0.
 * @throws too_complex
 * @example new Builder([], []).build(parseTree('2 + 3'), 'row', 1).kind // 'call'
 */
export class Builder {
  readonly faults: Fault[] = [];
  readonly #path: FaultPath;
  readonly #namesAt: readonly number[];
  #parts = 0;

  constructor(path: FaultPath, namesAt: readonly number[]) {
    this.#path = path;
    this.#namesAt = namesAt;
  }

  build(tree: Tree, context: Context, depth: number): Formula {
    if (depth > DEEPEST) throw new RatingError('too_complex', this.#path, tooComplex('nests deeper than 50 levels'));
    switch (tree.kind) {
      case 'constant':
        return this.#literal(tree.value);
      case 'symbol':
        return this.part({ kind: 'column', name: tree.name });
      case 'operator':
        return this.#operator(tree, context, depth);
      case 'function':
        return buildCall(this, tree, context, depth);
      case 'conditional':
        return this.call('if', tree.parts, context, depth);
      case 'parenthesis':
        return this.build(tree.content, context, depth + 1);
      case 'other':
        return this.fault('invalid_formula', `holds ${tree.what}`);
    }
  }

  call(name: FunctionName, args: readonly Tree[], context: Context, depth: number): Formula {
    return this.part({ kind: 'call', name, of: args.map(arg => this.build(arg, context, depth + 1)) });
  }

  part(formula: Formula): Formula {
    this.#parts++;
    if (this.#parts > MOST_PARTS) throw new RatingError('too_complex', this.#path, tooComplex('has over 500 parts'));
    return formula;
  }

  /** Notes a fault, at the place of a name where one is given. */
  fault(code: FaultCode, message: string, name?: SymbolNode): Formula {
    const at = name === undefined ? undefined : this.#namesAt[name.order];
    this.faults.push({ code, path: this.#path, message: at === undefined ? message : `character ${at}: ${message}` });
    return NOTHING;
  }

  #literal(value: unknown): Formula {
    if (typeof value === 'number' && Number.isFinite(value)) return this.part({ kind: 'literal', value });
    if (typeof value !== 'string')
      return this.fault('invalid_formula', 'holds a constant that is neither number nor text');
    if (!/[\0\p{Surrogate}]/u.test(value)) return this.part({ kind: 'literal', value });
    return this.fault('invalid_formula', 'a text holds a NUL or half a character, which no table can hold');
  }

  #operator(tree: OperatorNode, context: Context, depth: number): Formula {
    if (tree.fn === 'unaryPlus') return this.build(tree.args[0], context, depth + 1);
    const name = operators.get(tree.fn);
    if (name === undefined || tree.implicit) {
      return this.fault(
        'invalid_formula',
        `holds the operator "${tree.op}" in a way the formula language does not have`,
      );
    }
    if (tree.args.length === 1) return this.call(name, tree.args, context, depth);
    const [left, right] = tree.args;
    // A chain is read as ((a + b) + c): its left part is no deeper for the reader, and a sum of 60 columns is no riddle.
    const leftDepth = left.kind === 'operator' && left.args.length === 2 ? depth : depth + 1;
    const of = [this.build(left, context, leftDepth), this.build(right, context, depth + 1)];
    return this.part({ kind: 'call', name, of });
  }
}

function tooComplex(what: string): string {
  return `the formula ${what}; move a part into a derived column or an indicator of its own`;
}
