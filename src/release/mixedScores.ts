// The scores of units under mixtures of two releases: whose own values, whose peers, whose model.
import type { ModelAnchors } from '../model/anchors.ts';
import type { RawIndicator } from '../model/evaluateAll.ts';
import type { Units } from '../model/units.ts';
import { alignUnits, valuesAt } from './alignUnits.ts';
import type { AlignedUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import type { MixedModels } from './mixedModels.ts';
import { fitRaw, scoreUnder } from './scoreUnder.ts';
import type { RawUnits } from './scoreUnder.ts';
import { sharedMeasures } from './sharedMeasures.ts';

/** The scores under a mixture: the release of the own values, that of the peers, and the place of the model in `MixedModels.of`. */
export type MixedScores = (own: number, population: number, mixture: number) => Float64Array;

/**
 * Works out the scores of units under any mixture of two releases, each once.
 *
 * Shape: two releases, their mixed models, and the rows of n units in each to columns of n scores. Unit: points of the score.
 * Degenerate: no score in a mixture: NaN.
 * @example mixedScores([result, result], mixedModels(model, model), [Int32Array.of(0, 1, 2), Int32Array.of(0, 1, 2)], units)(0, 0, 0) // result.score
 */
export function mixedScores(
  releases: readonly Comparable[],
  { isOne, of: models }: MixedModels,
  rows: readonly Int32Array[],
  units: Units,
): MixedScores {
  const [before, after] = releases;
  const isShared = sharedMeasures(before, after);
  const aligned = alignUnits(releases);
  const eligible = new Uint8Array(units.count).fill(1);
  const anchorsOf = kept((mixture, population): ModelAnchors => {
    const { plan, release, methods } = models[mixture];
    return isOne || population === release
      ? releases[population].anchors
      : fitRaw(plan, populationUnder(releases, aligned, population, methods, isShared));
  });
  const scores = kept((mixture, population, own): Float64Array => {
    const { plan, methods } = models[mixture];
    const indicators = plan.indicators.map(({ id }) => {
      const from = isShared(id) ? own : methods;
      return rawAt(releases[from], id, rows[from]);
    });
    return scoreUnder(plan, anchorsOf(mixture, population), { units, eligible, indicators }).score;
  });
  return (own, population, mixture) => scores(models.indexOf(models[mixture]), population, own);
}

/** A function whose answers are kept. */
function kept<Answer>(answer: (...of: readonly number[]) => Answer): (...of: readonly number[]) => Answer {
  const known = new Map<string, Answer>();
  return (...of) => {
    const found = known.get(of.join()) ?? answer(...of);
    known.set(of.join(), found);
    return found;
  };
}

/** The units of one release with what the other's model measures. */
function populationUnder(
  releases: readonly Comparable[],
  { rows }: AlignedUnits,
  population: number,
  model: number,
  isShared: (id: string) => boolean,
): RawUnits {
  const { keys, peers, count, eligible } = releases[population];
  const elsewhere = new Int32Array(count).fill(-1);
  rows[population].forEach((row, unit) => {
    if (row !== -1) elsewhere[row] = rows[model][unit];
  });
  const here = Int32Array.from(elsewhere.keys());
  const indicators = releases[model].indicators.map(({ id }) =>
    isShared(id) ? rawAt(releases[population], id, here) : rawAt(releases[model], id, elsewhere),
  );
  return { units: { count, keys: keys.map(({ column }) => column), peers }, eligible, indicators };
}

function rawAt({ indicators }: Comparable, id: string, rows: Int32Array): RawIndicator {
  // Asked only for indicators that the release's model has.
  const { raw, evidence, shrinkBy } = indicators.find(each => each.id === id) as Comparable['indicators'][number];
  return {
    raw: valuesAt(raw, rows),
    evidence: evidence && valuesAt(evidence, rows),
    shrinkBy: shrinkBy && valuesAt(shrinkBy, rows),
  };
}
