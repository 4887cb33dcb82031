// The one door to mathjs: its parser alone, given nodes of ours that only record what was read. Nothing is ever evaluated by it.
import { createParse } from 'mathjs/number';

/** What the parser read, as far as the formula language has it; everything else is `other`. */
export type Tree =
  ConstantNode | SymbolNode | OperatorNode | FunctionNode | ConditionalNode | ParenthesisNode | OtherNode;

/** The parser asks a node what it is by `isXNode`, and its class's prototype for `isNode`. */
abstract class RecordedNode {
  get isNode(): boolean {
    return true;
  }
}

/** A number or text; also what mathjs takes for a constant, such as `true`. */
export class ConstantNode extends RecordedNode {
  readonly kind = 'constant';
  readonly isConstantNode = true;
  readonly value: unknown;
  constructor(value: unknown) {
    super();
    this.value = value;
  }
}

/** A name; `order` counts the names from the formula's start. */
export class SymbolNode extends RecordedNode {
  readonly kind = 'symbol';
  readonly isSymbolNode = true;
  readonly name: string;
  readonly order = symbolsMade++;
  constructor(name: string) {
    super();
    this.name = name;
  }
}

/** An operator between or before parts; `fn` is the word mathjs has for it. */
export class OperatorNode extends RecordedNode {
  readonly kind = 'operator';
  readonly isOperatorNode = true;
  readonly op: string;
  readonly fn: string;
  readonly args: readonly Tree[];
  readonly implicit: boolean;
  constructor(op: string, fn: string, args: readonly Tree[], implicit = false) {
    super();
    this.op = op;
    this.fn = fn;
    this.args = args;
    this.implicit = implicit;
  }
}

/** A name, or something else that is called, with its arguments. */
export class FunctionNode extends RecordedNode {
  readonly kind = 'function';
  readonly isFunctionNode = true;
  readonly fn: Tree;
  readonly args: readonly Tree[];
  constructor(fn: Tree, args: readonly Tree[]) {
    super();
    this.fn = fn;
    this.args = args;
  }
}

/** `condition ? then : else`. */
export class ConditionalNode extends RecordedNode {
  readonly kind = 'conditional';
  readonly parts: readonly Tree[];
  constructor(condition: Tree, whenTrue: Tree, whenFalse: Tree) {
    super();
    this.parts = [condition, whenTrue, whenFalse];
  }
}

/** A part in brackets. */
export class ParenthesisNode extends RecordedNode {
  readonly kind = 'parenthesis';
  readonly content: Tree;
  constructor(content: Tree) {
    super();
    this.content = content;
  }
}

/** What mathjs reads and the formula language does not have; `what` says it in words. */
export class OtherNode extends RecordedNode {
  readonly kind = 'other';
  readonly what: string;
  constructor(what: string) {
    super();
    this.what = what;
  }
}

type Parse = (text: string) => Tree;
type ParseOfText = Parse & {
  isAlpha: (unit: string, before: string, after: string) => boolean;
  isWhitespace: (unit: string, nesting: number) => boolean;
};

declare module 'mathjs/number' {
  // mathjs exports this factory, but its own declarations do not say so.
  export function createParse(parts: Readonly<Record<string, unknown>>): ParseOfText;
}

let symbolsMade = 0;
let parser: ParseOfText | undefined;

/** Made with the first formula: an import, which may read none, makes none. */
function makeParser(): ParseOfText {
  const parse = createParse({
    typed: Object.assign((_name: string, signatures: { readonly string: Parse }) => signatures.string, {
      addConversion: () => undefined,
    }),
    numeric: Number,
    config: { number: 'number' },
    ConstantNode,
    SymbolNode,
    OperatorNode,
    FunctionNode,
    ConditionalNode,
    ParenthesisNode,
    RelationalNode: other('a chain of comparisons; write 1 < x and x < 5'),
    RangeNode: other('a range; ":" stands only in condition ? then : else'),
    BlockNode: other('more than one line; a line may break only inside of brackets or after an operator'),
    AssignmentNode: other('an assignment; compare with =='),
    FunctionAssignmentNode: other('a function of its own; compare with =='),
    AccessorNode: other('a property or an index'),
    IndexNode: other('an index'),
    ArrayNode: other('a matrix'),
    ObjectNode: other('an object'),
  });

  const inName = /[\p{ID_Continue}$\u200c\u200d]/u;
  parse.isAlpha = (unit, before, after) => {
    if (/[\uD800-\uDBFF]/.test(unit)) return inName.test(unit + after);
    if (/[\uDC00-\uDFFF]/.test(unit)) return inName.test(before + unit);
    return unit !== '' && inName.test(unit);
  };
  parse.isWhitespace = (unit, nesting) => /\s/.test(unit) && (unit !== '\n' || nesting > 0);
  return parse;
}

/**
 * Reads a text as mathjs would, names in any script included.
 *
 * Shape: a text to a tree; positions of names are told by their `order`.
 * @throws SyntaxError of mathjs with the place as `char`, or RangeError where the text nests too deep
 * @source mathjs 15, expression/parse (Apache-2.0)
 * @example parseTree('(销售额)').kind // 'parenthesis'
 */
export function parseTree(text: string): Tree {
  symbolsMade = 0;
  parser ??= makeParser();
  return parser(text);
}

function other(what: string): new () => OtherNode {
  return class extends OtherNode {
    constructor() {
      super(what);
    }
  };
}
