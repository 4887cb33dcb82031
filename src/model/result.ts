import type { TextColumn } from '../table/text.ts';
import type { ModelAnchors } from './anchors.ts';
import type { Changes } from './changes.ts';
import type { Population, RowCounts } from './population.ts';
import type { RejectedRow } from './sales.ts';
import type { Scored } from './score.ts';
import type { Model } from './spec.ts';

/** What a model makes of its tables: every stage as columns, one number a unit, ready for a table, a plot or JSON. */
export interface Result extends Omit<Scored, 'anchors'>, Changes {
  readonly model: Model;
  /** The first and the last day, as YYYY-MM-DD; null when no table has dates. */
  readonly period: { readonly start: string; readonly end: string } | null;
  /** How many units there are; all columns have this length. */
  readonly count: number;
  /** The columns that name a unit: those of its peers, then its own. */
  readonly keys: readonly { readonly name: string; readonly column: TextColumn }[];
  readonly peers: Population['units']['peers'];
  /** 1 where the unit is compared, graded and ranked. */
  readonly eligible: Uint8Array;
  /** The units that are not eligible only because too many of their indicators are missing, as the model's `screen` says. */
  readonly screened: readonly number[];
  readonly anchors: ModelAnchors;
  readonly rows: { readonly sales: RowCounts; readonly metrics: RowCounts };
  readonly rejects: readonly RejectedRow[];
  /** Units without a score because the frozen anchors do not know their peers. */
  readonly strangers: readonly number[];
}
