import { agreementOf, meanAgreement } from './agreement.ts';
import type { Agreement } from './agreement.ts';
import type { Comparable } from './comparable.ts';
import { compareUnits } from './comparedUnits.ts';
import type { ComparedUnits } from './comparedUnits.ts';
import { DRIFT_LEVELS, driftOf } from './drift.ts';
import type { Drift, DriftLevels } from './drift.ts';
import { migrationCounts, migrationShares, pooledMigration } from './migration.ts';
import type { Migration, MigrationShares } from './migration.ts';
import { checkSameModel, modelDifferences } from './modelDifferences.ts';
import type { ModelDifference } from './modelDifferences.ts';
import { WARNING_LEVELS, warningsOf } from './warnings.ts';
import type { Warning, WarningLevels } from './warnings.ts';

/** How two releases are compared. */
export interface CompareOptions {
  /** Compare releases of different models all the same. */
  readonly acrossModels?: boolean;
  readonly drift?: Partial<DriftLevels>;
  readonly warnings?: Partial<WarningLevels>;
  /** How much each further place counts in the rank-biased overlap, 0 to 1. */
  readonly persistence?: number;
}

/** What has changed from one release to the next. */
export interface Comparison {
  readonly differences: readonly ModelDifference[];
  readonly units: ComparedUnits;
  /** Null when a release has no grades, or the two have other ones. */
  readonly migration: {
    readonly overall: Migration & MigrationShares;
    /** One a peers group, in the order of the groups of `units.peers`. */
    readonly groups: readonly Migration[];
  } | null;
  readonly agreement: { readonly overall: Omit<Agreement, 'firstUnit'>; readonly groups: readonly Agreement[] };
  readonly drift: readonly Drift[];
  /** The most pressing first. */
  readonly warnings: readonly Warning[];
}

/**
 * Compares two releases: who entered, left and moved, and why; how grades migrated; how far ranks agree; which distributions drifted; what to look at.
 *
 * Shape: two results, or releases read back, to one comparison. Releases of one model may differ in its name and in the end of its period.
 * @throws invalid_argument when the releases rate other units, or were made under other models and `acrossModels` is not true: every difference
 * @example compare(result, result).agreement.overall.tauB // 1
 */
export function compare(before: Comparable, after: Comparable, options: CompareOptions = {}): Comparison {
  checkSameModel([before, after], options.acrossModels ?? false);
  const units = compareUnits(before, after);
  const differences = modelDifferences(before.model, after.model);
  const drift = driftOf(before, after, { ...DRIFT_LEVELS, ...options.drift });
  const groups = agreementOf(units.rankBefore, units.rankAfter, units.peers, options.persistence ?? 0.9);
  const levels = { ...WARNING_LEVELS, ...options.warnings };
  return {
    differences,
    units,
    migration: migrationOf(before, after, units),
    agreement: { overall: meanAgreement(groups), groups },
    drift,
    warnings: warningsOf({ before, after, units, differences, drift, agreement: groups }, levels),
  };
}

function migrationOf(before: Comparable, after: Comparable, units: ComparedUnits): Comparison['migration'] {
  const names = before.grade?.names;
  if (!names || names.join('\n') !== after.grade?.names.join('\n')) return null;
  const groups = migrationCounts(names, units.gradeBefore, units.gradeAfter, units.peers);
  const overall =
    groups.length === 0 ? migrationCounts(names, units.gradeBefore, units.gradeAfter)[0] : pooledMigration(groups);
  return { overall: { ...overall, ...migrationShares(overall) }, groups };
}
