// What every method that makes an order diverse is given and gives.
import type { MethodSpec } from '../../expr/method.ts';
import type { OptionsOf } from '../../model/diversifySpec.ts';
import type { Groups } from '../../table/groups.ts';
import type { Similarity } from '../similarity/similarity.ts';
import type { Aspects } from '../aspects.ts';

/** What rows can differ in; a method takes one of these. */
export interface Differences {
  /** How alike two rows are. */
  readonly similarity: Similarity;
  /** Which aspects each row covers. */
  readonly aspects: Aspects;
  /** Which group each row is in. */
  readonly groups: Groups;
}

/** Rows to choose from: how good each is, and what they differ in. */
export interface Candidates extends Partial<Differences> {
  readonly relevance: Float64Array;
}

/** Rows in the order in which they were selected, and by how much each raised what the method maximizes. */
export interface Selection {
  readonly rows: Uint32Array;
  readonly gain: Float64Array;
}

/** A method that selects rows that are good and differ from each other. */
export interface Diversifier<Spec extends MethodSpec = MethodSpec, Need extends keyof Differences = keyof Differences> {
  readonly spec: () => Spec;
  readonly needs: Need;
  /** Selects so many rows out of those in `best`, which all have a relevance, the best first; there are at least so many. */
  select(
    best: Uint32Array,
    relevance: Float64Array,
    differences: Differences[Need],
    slots: number,
    options: OptionsOf<Spec>,
  ): Selection;
}

/**
 * States a method; it only checks the types.
 *
 * @example diversifier({ spec, needs: 'groups', select: rows => ({ rows, gain: new Float64Array(rows.length) }) }).needs // 'groups'
 */
export function diversifier<Spec extends MethodSpec, Need extends keyof Differences>(
  method: Diversifier<Spec, Need>,
): Diversifier<Spec, Need> {
  return method;
}
