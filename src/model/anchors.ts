// Anchors: what a model learned from a population, as small tables with one entry a peers group. Plain JSON outside.
import type { Anchors } from '../expr/method.ts';
import type { Cuts } from '../steps/grade/gradeMethod.ts';
import { textAt } from '../table/text.ts';
import type { JointAnchors } from './fill.ts';
import type { Grouping, Groupings } from './groupings.ts';
import type { Units } from './units.ts';

/** What the steps of one indicator learned. */
export interface IndicatorAnchors {
  readonly id: string;
  readonly shrink: Anchors;
  readonly transform: Anchors;
  readonly missing: Anchors;
  readonly outliers: Anchors;
  readonly normalize: Anchors;
}

/** The weights of a node's parts, one array a part with one weight a group, and what its aggregation learned. */
export interface NodeAnchors {
  readonly id: string;
  readonly weights: readonly Float64Array[];
  readonly aggregate: Anchors;
}

/** Groups of units by columns of their own, by which what fills missing values was learned. */
export interface GroupingAnchors {
  readonly by: readonly string[];
  readonly keys: Grouping['keys'];
}

/** The keys of the groups that are not peers. */
export function groupingAnchors(groupings: Groupings): GroupingAnchors[] {
  // Named by the JSON of their columns.
  return [...groupings].map(([name, { keys }]) => ({ by: JSON.parse(name) as string[], keys }));
}

/** Everything a model learned from a population. */
export interface ModelAnchors {
  /** The key of each peers group, in the order of all the tables below. */
  readonly peers: readonly (readonly string[])[];
  /** The keys of other groups than the peers, in the order of the tables that are learned by them. */
  readonly groupings: readonly GroupingAnchors[];
  readonly indicators: readonly IndicatorAnchors[];
  /** What fills indicators by each other. */
  readonly joint: readonly JointAnchors[];
  readonly nodes: readonly NodeAnchors[];
  readonly grade: Cuts | null;
}

/** The key of each peers group. */
export function peerKeys({ keys, peers }: Units, within: number): string[][] {
  // A unit without one of its keys is not listed.
  return Array.from(peers.firstRow, unit => keys.slice(0, within).map(column => textAt(column, unit) as string));
}
