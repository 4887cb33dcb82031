// Rules as formulas: which of them a unit does not meet, and by how much.
import type { Formula, FunctionName } from '../../expr/formula.ts';
import { formulaText } from '../../expr/show.ts';

/** A part of a rule that must hold by itself, with the formulas that tell how far off it is. */
interface Condition {
  readonly text: string;
  /** Positions among all formulas: whether it holds, and both sides of a comparison of numbers. */
  readonly holds: number;
  readonly sides: readonly [number, number] | null;
}

/** The formulas that rules ask for, and how their answers are told. */
export interface Rules {
  readonly formulas: readonly Formula[];
  /**
   * Of a unit the first rule that does not hold, or cannot be told; null: all hold. `values` are those of `formulas`.
   */
  readonly unmet: (values: readonly Float64Array[], unit: number) => Unmet | null;
}

/** A rule that keeps a unit out. */
export interface Unmet {
  readonly id: string;
  readonly reason: string;
  /** Whether a number is missing, so that nothing can be said. */
  readonly isMissing: boolean;
}

const COMPARISONS: ReadonlySet<FunctionName> = new Set(['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal']);

/**
 * Rules made ready to be answered: each cut into the conditions that it joins by `and`.
 *
 * Degenerate: no rules: nobody is kept out.
 * @example rulesOf([{ id: 'sells', formula }]).unmet([Float64Array.of(0)], 0).reason // 'sells: count() does not hold'
 */
export function rulesOf(rules: readonly { readonly id: string; readonly formula: Formula }[]): Rules {
  const formulas: Formula[] = [];
  const add = (formula: Formula): number => formulas.push(formula) - 1;
  const made = rules.map(({ id, formula }) => ({
    id,
    conditions: conjuncts(formula).map((each): Condition => {
      const sides = numberSides(each);
      return { text: formulaText(each), holds: add(each), sides: sides && [add(sides[0]), add(sides[1])] };
    }),
  }));
  return {
    formulas,
    unmet(values, unit) {
      for (const { id, conditions } of made) {
        const failed = conditions.find(({ holds }) => values[holds][unit] !== 1);
        if (failed) return unmetOf(id, failed, values, unit);
      }
      return null;
    },
  };
}

function conjuncts(formula: Formula): Formula[] {
  return formula.kind === 'call' && formula.name === 'and' ? formula.of.flatMap(conjuncts) : [formula];
}

/** Both sides of a comparison, when they are sure to be numbers: texts have no distance, and days read badly as numbers. */
function numberSides(formula: Formula): readonly [Formula, Formula] | null {
  if (formula.kind !== 'call' || !COMPARISONS.has(formula.name)) return null;
  const [left, right] = formula.of;
  return [left, right].some(side => side.kind === 'literal' && typeof side.value === 'number') ? [left, right] : null;
}

function unmetOf(id: string, { text, holds, sides }: Condition, values: readonly Float64Array[], unit: number): Unmet {
  const isMissing = Number.isNaN(values[holds][unit]);
  if (isMissing) return { id, isMissing, reason: `${id}: ${text} cannot be told, a number is missing` };
  if (!sides) return { id, isMissing, reason: `${id}: ${text} does not hold` };
  const [left, right] = sides.map(at => values[at][unit]);
  const off = plainNumber(Math.abs(left - right));
  return {
    id,
    isMissing,
    reason: `${id}: ${text} does not hold: ${plainNumber(left)} against ${plainNumber(right)}, ${off} off`,
  };
}

/** A number for a sentence: at most six digits that say something, never in powers of ten below a million million. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
