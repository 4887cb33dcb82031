// Other ways in which a model could have been built: its methods replaced by alternatives, one of each step.
import { RatingError, throwFaults } from '../../errors/ratingError.ts';
import type { Fault } from '../../errors/ratingError.ts';
import { parseModel } from '../../model/parseModel.ts';
import { planOf } from '../../model/plan.ts';
import type { Plan } from '../../model/plan.ts';
import { modelSpec } from '../../model/spec.ts';
import type { IndexNode, Model, ModelDocument } from '../../model/spec.ts';
import type { AggregateSpec } from '../../steps/aggregate/index.ts';

/** The steps whose method can be chosen otherwise, in the order of work. */
export const CHOSEN_STEPS = ['missing', 'outliers', 'normalize', 'aggregate'] as const;

type ChosenStep = (typeof CHOSEN_STEPS)[number];

/**
 * The methods that a run may take in the place of the model's own, each as a model writes it; the model's own only where it is named
 * too. An aggregate stands for that of every node; an indicator that has a method of its own keeps it.
 */
export interface MethodChoices {
  readonly missing?: readonly NonNullable<ModelDocument['missing']>[];
  readonly outliers?: readonly NonNullable<ModelDocument['outliers']>[];
  readonly normalize?: readonly NonNullable<ModelDocument['normalize']>[];
  readonly aggregate?: readonly AggregateSpec[];
}

/** Models that differ in their methods alone. */
export interface Variants {
  /** How many alternatives each step has; 1 where nothing is to be chosen. */
  readonly counts: readonly number[];
  /** The plan of the model with one alternative of each step. */
  readonly plan: (chosen: readonly number[]) => Plan;
  /** What tells variants apart whose normalized columns differ: the choices but for the aggregate. */
  readonly columnsKey: (chosen: readonly number[]) => string;
}

const MOST_VARIANTS = 1000;

/**
 * Every combination of alternatives as a plan, checked before any number is computed.
 *
 * @throws every fault of every combination; invalid_argument for an empty list, or more than 1,000 combinations
 * @example variantsOf(model, { normalize: [{ method: 'min-max' }, { method: 'z-score' }] }).counts // [1, 1, 2, 1]
 */
export function variantsOf(model: Model, choices: MethodChoices): Variants {
  const counts = CHOSEN_STEPS.map(step => choices[step]?.length ?? 1);
  const all = counts.reduce((product, count) => product * count, 1);
  throwFaults(CHOSEN_STEPS.filter((_, at) => counts[at] === 0).map(emptyList));
  if (all > MOST_VARIANTS)
    throw new RatingError('invalid_argument', ['choices'], `make ${all} models; at most ${MOST_VARIANTS} are run`);
  const plans = new Map<string, Plan>();
  const faults: Fault[] = [];
  for (const chosen of combinations(counts)) {
    try {
      plans.set(chosen.join(), planOf(readVariant(withMethods(model, choices, chosen))));
    } catch (error) {
      if (!(error instanceof RatingError)) throw error;
      faults.push(...error.faults.map(fault => ofChoices(fault, choices, chosen)));
    }
  }
  const seen = new Set<string>();
  throwFaults(faults.filter(({ message }) => !seen.has(message) && seen.add(message)));
  return {
    counts,
    // Every combination was made above.
    plan: chosen => plans.get(chosen.join()) as Plan,
    columnsKey: chosen => chosen.slice(0, CHOSEN_STEPS.indexOf('aggregate')).join(),
  };
}

function* combinations(counts: readonly number[]): Generator<number[]> {
  const [count, ...others] = counts;
  if (count === undefined) {
    yield [];
    return;
  }
  for (let at = 0; at < count; at++) for (const rest of combinations(others)) yield [at, ...rest];
}

/** Whether an aggregate meets values that it cannot take is asked of the values: a z-score around 100 is far from 0 in fact. */
function readVariant(document: unknown): Model {
  const parsed = modelSpec.safeParse(document);
  // What parsed is a model; what did not has its faults told in plain words.
  return parsed.success ? parsed.data : parseModel(document);
}

function withMethods(model: Model, choices: MethodChoices, chosen: readonly number[]): unknown {
  const methodOf = (step: ChosenStep): unknown => choices[step]?.[chosen[CHOSEN_STEPS.indexOf(step)]];
  return {
    ...model,
    missing: methodOf('missing') ?? model.missing,
    outliers: methodOf('outliers') ?? model.outliers,
    normalize: methodOf('normalize') ?? model.normalize,
    index: withAggregate(model.index, methodOf('aggregate')),
  };
}

function withAggregate(node: IndexNode, aggregate: unknown): unknown {
  if (aggregate === undefined || node.of === undefined) return node;
  return { ...node, aggregate, of: node.of.map(part => withAggregate(part, aggregate)) };
}

function emptyList(step: ChosenStep): Fault {
  return { code: 'invalid_argument', path: ['choices', step], message: 'names no method; leave it out, or name some' };
}

function ofChoices({ code, path, message }: Fault, choices: MethodChoices, chosen: readonly number[]): Fault {
  const named = CHOSEN_STEPS.flatMap((step, at) => {
    const method = choices[step]?.[chosen[at]];
    return method ? [`${step} ${String((method as { readonly method?: unknown }).method)}`] : [];
  });
  return { code, path: ['choices', ...path], message: `${message} (with ${named.join(', ')})` };
}
