import type { ModelHealth } from './modelHealth.ts';

/** From where on something is pointed out. */
export interface HealthLimits {
  /** Two indicators correlated as much as this, or more, say the same. */
  readonly redundant: number;
  /** An alpha below this: the parts of an index have little in common. */
  readonly alpha: number;
  /** A value that so large a share of the units has tells few of them apart. */
  readonly commonest: number;
  /** An importance this many times the weight, or this part of it, is not what was granted. */
  readonly ratio: number;
}

/** Something of a model to look at: what, of which indicators or nodes, how much, and why it matters. */
export interface HealthFlag {
  readonly kind:
    | 'against-own-index'
    | 'against-score'
    | 'separates-nothing'
    | 'separates-little'
    | 'redundant'
    | 'alpha'
    | 'importance';
  readonly ids: readonly string[];
  readonly value: number;
  readonly message: string;
}

/** 0.9 as COINr's flags; 0.5 as the least alpha that is taken for any agreement. */
export const HEALTH_LIMITS: HealthLimits = { redundant: 0.9, alpha: 0.5, commonest: 0.9, ratio: 3 };

/**
 * What of a model's health is worth a look, the gravest kind first, inside of a kind the farthest first.
 *
 * Degenerate: what cannot be said, such as a correlation of something that does not vary, is not pointed out.
 * @source Becker et al. (2022), COINr, get_corr_flags (redundant and negatively correlated indicators)
 * @example healthFlags(modelHealth(result)).map(flag => flag.kind)[0] // 'importance'
 */
export function healthFlags({ indicators, pairs, nodes }: ModelHealth, limits = HEALTH_LIMITS): HealthFlag[] {
  const flags: HealthFlag[] = [];
  const add = (kind: HealthFlag['kind'], ids: readonly string[], value: number, message: string): void => {
    flags.push({ kind, ids, value, message });
  };
  for (const { id, node, withNode, withScore } of indicators) {
    if (withNode < 0)
      add('against-own-index', [id, node], withNode, 'goes against its own index: is its direction right');
    else if (withScore < 0)
      add('against-score', [id], withScore, 'goes against the score, though not against its own index');
  }
  for (const { id, commonest, flatGroups } of indicators) {
    if (flatGroups === 1)
      add('separates-nothing', [id], 1, 'is the same for all peers everywhere: it tells nobody from another');
    else if (commonest >= limits.commonest)
      add('separates-little', [id], commonest, 'is the same for nearly all peers: it tells few of them apart');
  }
  for (const { first, second, correlation, isSameNode } of pairs) {
    if (!(Math.abs(correlation) >= limits.redundant)) continue;
    const where = isSameNode ? 'in one index' : 'in two indices';
    const what = correlation > 0 ? 'say the same: one of them would do' : 'say the opposite: they cancel each other';
    add('redundant', [first, second], correlation, `${where}, ${what}`);
  }
  for (const { id, alpha } of nodes) {
    if (alpha < limits.alpha) add('alpha', [id], alpha, 'has parts with little in common: is it one thing');
  }
  for (const { id, weight, importance } of indicators) {
    const times = importance / weight;
    if (!(weight > 0) || (times < limits.ratio && times > 1 / limits.ratio)) continue;
    const how = times >= limits.ratio ? 'more' : 'less';
    add('importance', [id], times, `counts for ${how} in the differences of the score than its weight says`);
  }
  return flags.sort((left, right) => gravity(left) - gravity(right) || distance(right) - distance(left));
}

const GRAVITY: readonly HealthFlag['kind'][] = [
  'against-own-index',
  'separates-nothing',
  'redundant',
  'against-score',
  'separates-little',
  'alpha',
  'importance',
];

function gravity({ kind }: HealthFlag): number {
  return GRAVITY.indexOf(kind);
}

/** How far a flag is from what would be right; importance by its factor, either way. */
function distance({ kind, value }: HealthFlag): number {
  if (kind === 'alpha') return -value;
  return kind === 'importance' ? Math.abs(Math.log(Math.max(value, 1e-9))) : Math.abs(value);
}
