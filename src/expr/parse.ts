import type { Fault, FaultPath } from '../errors/ratingError.ts';
import { RatingError, throwFaults } from '../errors/ratingError.ts';
import { Builder, DEEPEST } from './build.ts';
import { checkParts } from './checkTypes.ts';
import type { Formula } from './formula.ts';
import type { Context } from './functions.ts';
import type { Tree } from './mathjs.ts';
import { parseTree } from './mathjs.ts';
import { scan } from './scan.ts';

const LONGEST = 2_000;

/**
 * Reads a formula: over the columns of a sales row, or over a unit's measures and metrics.
 *
 * Shape: a text of at most 2,000 characters to plain data; column types are not known yet, only their uses are checked against each other.
 * @throws invalid_formula, unknown_name, wrong_type, too_complex: every fault that could be found, in one error
 * @source mathjs 15, expression syntax
 * @example parseFormula('sum(units)', 'unit', []) // { kind: 'measure', name: 'sum', of: { kind: 'column', name: 'units' }, where: null }
 */
export function parseFormula(text: string, context: Context, path: FaultPath): Formula {
  if (text.length > LONGEST) {
    throw new RatingError('too_complex', path, `the formula has ${text.length} characters; 2,000 is the most`);
  }
  const { namesAt, nesting, misfits } = scan(text);
  if (nesting > DEEPEST) throw new RatingError('too_complex', path, `brackets nest ${nesting} deep; 50 is the most`);
  throwFaults(misfits.map(({ at, message }) => invalid(path, at, message)));
  const builder = new Builder(path, namesAt);
  const formula = builder.build(parsed(text, path), context, 1);
  throwFaults(builder.faults);
  throwFaults(checkParts(formula, new Map(), path));
  return formula;
}

function parsed(text: string, path: FaultPath): Tree {
  // The ends are blanked, not cut, so that places stay as they are; a line break at an end is no second line.
  const trimmed = text.replace(/^\s+/, blank => ' '.repeat(blank.length)).trimEnd();
  if (trimmed.trim() === '')
    throw new RatingError('invalid_formula', path, 'the formula is empty; write one such as sum(revenue)');
  try {
    return parseTree(trimmed);
  } catch (error) {
    if (error instanceof RangeError) throw new RatingError('too_complex', path, 'nests too deep to be read');
    if (!(error instanceof SyntaxError)) throw error;
    // mathjs notes the place of what it could not read on its errors.
    const at = (error as SyntaxError & { readonly char?: number }).char ?? 1;
    throw new RatingError('invalid_formula', path, invalid(path, at, inPlainWords(error.message)).message);
  }
}

function invalid(path: FaultPath, at: number, message: string): Fault {
  return { code: 'invalid_formula', path, message: `character ${at}: ${message}` };
}

const PLAIN_WORDS: readonly (readonly [start: string, words: string])[] = [
  ['Unexpected end', 'the formula ends where a value should follow'],
  ['Value expected', 'a value should stand here'],
  ['Parenthesis ) expected', 'a closing bracket ) should stand here'],
  ['Unexpected operator )', 'a closing bracket ) has no opening one'],
  ['Unexpected operator ,', 'a comma stands only between the arguments of a function'],
  ['Unexpected operator :', 'a colon stands only in condition ? then : else'],
  ['False part', 'condition ? then : else lacks its else; a choice inside of another stands in brackets'],
  ['The true-expression', 'condition ? then : else lacks its then'],
  ['Digit expected', 'a digit should stand here'],
  ['Bad escape', 'a backslash in a text is written \\\\'],
  ['Invalid unicode', 'after \\u stand four hexadecimal digits'],
];

function inPlainWords(message: string): string {
  const known = PLAIN_WORDS.find(([start]) => message.startsWith(start));
  return known === undefined ? `cannot be read: ${message.replace(/ \(char \d+\)$/, '')}` : known[1];
}
