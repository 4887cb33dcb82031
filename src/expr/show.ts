import type { Call, Formula } from './formula.ts';
import { partsOf } from './parts.ts';

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['add', '+'],
  ['subtract', '-'],
  ['multiply', '*'],
  ['divide', '/'],
  ['power', '^'],
  ['equal', '=='],
  ['unequal', '!='],
  ['less', '<'],
  ['lessOrEqual', '<='],
  ['greater', '>'],
  ['greaterOrEqual', '>='],
  ['and', 'and'],
  ['or', 'or'],
]);

/**
 * A formula as text that parses to the same formula; for messages and for explaining.
 *
 * Degenerate: every part of an operator that is itself an operator stands in brackets.
 * @example formulaText({ kind: 'call', name: 'negate', of: [{ kind: 'literal', value: 2 }] }) // '-2'
 */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'literal':
      return typeof formula.value === 'number' ? String(formula.value) : quoted(formula.value);
    case 'column':
      return isPlainName(formula.name) ? formula.name : `column(${quoted(formula.name)})`;
    case 'metric':
      return `metric(${isPlainName(formula.name) ? formula.name : quoted(formula.name)})`;
    case 'call':
      return callText(formula);
    case 'per_month':
      return `per_month(${formulaText(formula.of)}, ${formula.months})`;
    case 'measure':
      // count(condition) is kept as a filter without an argument.
      return `${formula.name}(${partsOf(formula).map(formulaText).join(', ')})`;
    case 'shift':
      return `${formula.by}(${formulaText(formula.of)})`;
    case 'share':
    case 'rank_of':
    case 'age_days':
      return `${formula.kind}(${partsOf(formula).map(formulaText).join('')})`;
  }
}

function callText({ name, of }: Call): string {
  const sign = SIGNS.get(name);
  if (sign !== undefined) return of.map(inBrackets).join(` ${sign} `);
  if (name === 'negate') return `-${inBrackets(of[0])}`;
  if (name === 'not') return `not ${inBrackets(of[0])}`;
  if (name === 'if') return `${inBrackets(of[0])} ? ${inBrackets(of[1])} : ${inBrackets(of[2])}`;
  return `${name}(${of.map(formulaText).join(', ')})`;
}

function inBrackets(part: Formula): string {
  const isOperator = part.kind === 'call' && (SIGNS.has(part.name) || ['negate', 'not', 'if'].includes(part.name));
  return isOperator ? `(${formulaText(part)})` : formulaText(part);
}

const RESERVED: ReadonlySet<string> = new Set(
  ['and', 'or', 'not', 'xor', 'mod', 'to', 'in', 'true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'i'], // prettier-ignore
);

function isPlainName(name: string): boolean {
  return /^(?!\d)[\p{ID_Continue}$\u200c\u200d]+$/u.test(name) && !RESERVED.has(name);
}

/** JSON knows the same escapes as mathjs, and writes no others. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
