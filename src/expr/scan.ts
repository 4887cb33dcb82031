// Looks over a formula's text before it is parsed: where names stand, how deep brackets nest, and what the language does not have.

/** What is not part of the language, with its place counted from 1. */
export interface Misfit {
  readonly at: number;
  readonly message: string;
}

/** What the text holds. */
export interface Scan {
  readonly namesAt: readonly number[];
  readonly nesting: number;
  readonly misfits: readonly Misfit[];
}

const TOKEN =
  /(?<space>\s+)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<name>[\p{ID_Continue}$\u200c\u200d]+)|(?<sign>===|!==|>>>|\^\||\*\*|&&|\|\||<>|<<|>>|<=|>=|==|!=|\?\?|\?\.(?!\d)|\.[*/^]|.)/gisu;

const SIGNS: ReadonlySet<string> = new Set('+ - * / ^ ( ) , ? : == != < <= > >='.split(' '));
const OPERATOR_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['=', 'compare with =='],
  ['===', 'compare with =='],
  ['!==', 'compare with !='],
  ['<>', 'compare with !='],
  ['**', 'a power is written ^'],
  ['&&', 'write and'],
  ['&', 'write and'],
  ['||', 'write or'],
  ['|', 'write or'],
  ['!', 'write not'],
  ['~', 'write not'],
  ['%', 'ten percent of x is x * 0.1'],
  ['??', 'write coalesce(x, y)'],
  ['.*', 'columns are multiplied by *'],
  ['./', 'columns are divided by /'],
  ['.^', 'a power is written ^'],
  ['.', 'a name with a dot is written column("gross.sales")'],
  [';', 'a formula is one expression'],
  ['#', 'a formula holds no comments'],
  ['"', 'a text ends with the quote it began with'],
  ["'", 'a text ends with the quote it began with'],
]);

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'i']);
const OPERATORS_OF_MATHJS: ReadonlySet<string> = new Set(['mod', 'to', 'in', 'xor']);

/**
 * Finds every part of a text that no formula has.
 *
 * Shape: a text to the places of its names, the deepest nesting of its brackets, and its misfits from left to right.
 * Unit: places are UTF-16 positions counted from 1.
 * Degenerate: an empty text has nothing in it, and no misfit.
 * @example scan('2 x').misfits // [{ at: 3, message: 'an operator is missing before "x"; a product is written 2 * x, a name that starts with a digit column("2nd")' }]
 */
export function scan(text: string): Scan {
  const namesAt: number[] = [];
  const misfits: Misfit[] = [];
  let nesting = 0;
  let deepest = 0;
  let before: 'value' | 'name' | 'none' = 'none';
  for (const found of text.matchAll(TOKEN)) {
    const { space, text: quoted, number, name, sign } = found.groups ?? {};
    if (space !== undefined) continue;
    const at = found.index + 1;
    const isOperator = name !== undefined && (OPERATOR_WORDS.has(name) || OPERATORS_OF_MATHJS.has(name));
    const startsValue = sign === undefined ? !isOperator : sign === '(' && before !== 'name';
    if (startsValue && before !== 'none') misfits.push({ at, message: missingOperator(found[0]) });
    const message = sign === undefined ? wordMisfit(number, name) : signMisfit(sign);
    if (message !== null) misfits.push({ at, message });
    if (name !== undefined && !isOperator) namesAt.push(at);
    if (sign === '(') deepest = Math.max(deepest, ++nesting);
    if (sign === ')') nesting--;
    if (name !== undefined) before = isOperator ? 'none' : 'name';
    else before = quoted !== undefined || number !== undefined || sign === ')' ? 'value' : 'none';
  }
  return { namesAt, nesting: deepest, misfits };
}

function missingOperator(found: string): string {
  const advice = 'a product is written 2 * x, a name that starts with a digit column("2nd")';
  return `an operator is missing before ${shown(found)}; ${advice}`;
}

function wordMisfit(number: string | undefined, name: string | undefined): string | null {
  if (number !== undefined && !Number.isFinite(Number(number))) return `${number} is too great for a number`;
  if (name === undefined) return null;
  if (CONSTANTS.has(name)) return `"${name}" is no value of a formula; a column of this name is column("${name}")`;
  if (!OPERATORS_OF_MATHJS.has(name)) return null;
  return `"${name}" is not part of the formula language; a column of this name is column("${name}")`;
}

function signMisfit(sign: string): string | null {
  if (SIGNS.has(sign)) return null;
  const plain = sign.normalize('NFKC');
  const advice = plain !== sign && SIGNS.has(plain) ? `write ${plain}` : INSTEAD.get(sign);
  return `${shown(sign)} is not part of the formula language${advice === undefined ? '' : `; ${advice}`}`;
}

function shown(token: string): string {
  const start = token.length > 20 ? `${token.slice(0, 20)}…` : token;
  return start.includes('"') ? start : `"${start}"`;
}
