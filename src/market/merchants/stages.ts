// The rules of a ladder, measured: in which stage each unit stands, and the first rule that keeps it from the next.
import type { Formula } from '../../expr/formula.ts';
import { parseFormula } from '../../expr/parse.ts';
import { formulaText } from '../../expr/show.ts';
import { textAt } from '../../table/text.ts';
import type { Window } from '../months.ts';
import type { Study } from '../study.ts';
import type { PlacedFormula } from '../formulaModel.ts';
import { unitValues } from './unitModel.ts';

/** A stage and its rules. */
export interface Stage {
  readonly name: string;
  readonly rules: readonly PlacedFormula[];
}

/** The rule that keeps a unit from the next stage. */
export interface UnmetRule {
  readonly rule: string;
  /** What the rule measures, and what it asks for; null where it is no comparison, or a part is missing. */
  readonly found: number | null;
  readonly wanted: number | null;
  /** Whether it could be told at all. */
  readonly isMissing: boolean;
}

/** Where a unit stands. */
export interface Standing {
  readonly name: string;
  /** The place of the stage, 0 is the lowest; -1: not even the lowest. */
  readonly stage: number;
  /** Null at the top. */
  readonly unmet: UnmetRule | null;
}

/**
 * The stages of a ladder as the model states them; without, three by growth and share of sales.
 *
 * @example stagesOf(study).map(({ name }) => name) // ['basic operation', 'resource integration', 'branding']
 */
export function stagesOf({ settings }: Study): Stage[] {
  const { stages } = settings.ladder;
  if (stages) {
    return stages.map(({ name, rules }, at) => ({
      name,
      rules: rules.map((text, rule) => ({ text, path: ['market', 'ladder', 'stages', at, 'rules', rule] })),
    }));
  }
  const sales = `sum(column(${JSON.stringify(settings.value)}))`;
  const rule = (text: string): PlacedFormula => ({ text, path: ['market', 'value'] });
  return [
    { name: 'basic operation', rules: [] },
    {
      name: 'resource integration',
      rules: [rule(`share(${sales}) >= 0.001`), rule(`${sales} >= previous(${sales})`)],
    },
    { name: 'branding', rules: [rule(`share(${sales}) >= 0.01`)] },
  ];
}

/**
 * Where every unit stands: in the highest stage of which all rules hold, and all rules of the stages below.
 *
 * Shape: one entry a unit with sales in those months, in code point order.
 * Degenerate: a rule that cannot be told does not hold, and is said to be missing.
 * @throws unknown_column, wrong_type of the rules, at the places where the model states them
 * @example standings(study, stagesOf(study), { from: 0, to: 0 }).length // how many merchants there are
 */
export function standings(study: Study, stages: readonly Stage[], window: Window): Standing[] {
  const rules = stages.flatMap(({ rules: own }, stage) => own.map(rule => ({ ...rule, stage, ...sidesOf(rule) })));
  const formulas = rules.flatMap(({ path, text, found, wanted }) => [
    { path, text: `(${text}) ? 1 : 0` },
    { path, text: found ?? '0' },
    { path, text: wanted ?? '0' },
  ]);
  const { count, names, values } = unitValues(study, study.settings.ladder.unit, window, [
    { path: [], text: 'count()' },
    ...formulas,
  ]);
  const at = (rule: number, part: number, unit: number): number => values[1 + 3 * rule + part][unit];
  return Array.from({ length: count }, (_, unit) => {
    const first = rules.findIndex((_rule, position) => at(position, 0, unit) !== 1);
    const name = textAt(names, unit) ?? '';
    if (first === -1) return { name, stage: stages.length - 1, unmet: null };
    const { stage, text, found } = rules[first];
    const [left, right] = [1, 2].map(part => at(first, part, unit));
    const unmet = {
      rule: text,
      found: found === null || !Number.isFinite(left) ? null : left,
      wanted: found === null || !Number.isFinite(right) ? null : right,
      isMissing: Number.isNaN(at(first, 0, unit)),
    };
    return { name, stage: stage - 1, unmet };
  });
}

const COMPARISONS: ReadonlySet<string> = new Set(['less', 'lessOrEqual', 'greater', 'greaterOrEqual']);

/** Both sides of a rule that compares two numbers. */
function sidesOf({ text, path }: PlacedFormula): { found: string | null; wanted: string | null } {
  const formula: Formula = parseFormula(text, 'unit', path);
  if (formula.kind !== 'call' || !COMPARISONS.has(formula.name)) return { found: null, wanted: null };
  const [left, right] = formula.of;
  return { found: formulaText(left), wanted: formulaText(right) };
}
