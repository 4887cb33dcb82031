import type { Answer } from '../answer.ts';
import { monthsPeriod } from '../months.ts';
import type { Study } from '../study.ts';
import type { TogetherRow } from './boughtTogether.ts';
import { cliques } from './cliques.ts';
import type { Link } from './cliques.ts';
import { itemMonths } from './itemMonths.ts';
import type { MovesRow } from './moveTogether.ts';
import type { SeasonRow } from './seasons.ts';

/** One item of a theme. */
export type ThemeRow = {
  /** What kind it is, and its number: no name from the data, so that it can stand anywhere. */
  readonly theme: string;
  readonly kind: 'bought together' | 'moves together' | 'season';
  /** Of a season the month, 1 is January. */
  readonly month: number | null;
  readonly item: string;
  /** Its part of what the theme's items sold in the last months of the settings. */
  readonly share: number;
  readonly value: number;
  readonly reason: string;
};

/** What themes are made of: the answers of `boughtTogether`, `moveTogether` and `seasons`. */
export interface ThemeLinks {
  readonly together: Answer<TogetherRow>;
  readonly moving: Answer<MovesRow>;
  readonly inSeason: Answer<SeasonRow>;
}

/**
 * Themes across industries: items of which each is bought with each, or moves with each, or that have their season in one month.
 *
 * A theme needs every link between its items, so that it is no chain of neighbors; the strongest links are taken first, and an item is in one
 * theme of each kind.
 *
 * Shape: a study to one row an item of a theme. Degenerate: no links: no themes; what there is too little data for stands in the answers about links.
 * @example themeCandidates(study, { together: boughtTogether(study), moving: moveTogether(study), inSeason: seasons(study) }).rows // []
 */
export function themeCandidates(study: Study, links: ThemeLinks): Answer<ThemeRow> {
  const { rows, settings } = study;
  const { item, most } = settings.themes;
  const { names, series } = itemMonths(study, item);
  const worth = new Map(names.map((name, at) => [name, recent(series[at], settings.months)]));
  const together = links.together.rows.filter(({ verdict }) => verdict === 'bought together');
  const moving = links.moving.rows.filter(({ verdict }) => verdict === 'moves together');
  const kinds = [
    { kind: 'bought together' as const, links: together.map((row): Link => ({ ...row, strength: row.low })) },
    { kind: 'moves together' as const, links: moving.map((row): Link => ({ ...row, strength: row.correlation })) },
  ];
  const found = kinds.flatMap(({ kind, links: all }) =>
    cliques(all, most).map(({ items, weakest }) => ({
      kind,
      items,
      month: null,
      reason: `every link: ${weakest.reason} or stronger`,
    })),
  );
  const inSeason = links.inSeason.rows.filter(({ verdict }) => verdict === 'season');
  const months = [...new Set(inSeason.map(({ month }) => month))].sort((one, other) => one - other);
  const bySeason = months.flatMap(month => {
    const peaks = inSeason.filter(row => row.month === month).sort((one, other) => other.low - one.low);
    const items = peaks.slice(0, most).map(row => row.item);
    const reason = `month ${month} is the season of each: ${peaks[items.length - 1].low.toFixed(2)} times the level of the year or more`;
    return items.length < 2 ? [] : [{ kind: 'season' as const, items, month, reason }];
  });
  const counts = new Map<string, number>();
  const themes = [...found, ...bySeason].map(theme => {
    const number = (counts.get(theme.kind) ?? 0) + 1;
    counts.set(theme.kind, number);
    return {
      ...theme,
      theme: theme.month === null ? `${theme.kind} ${number}` : `${theme.kind} of month ${theme.month}`,
    };
  });
  return {
    period: monthsPeriod(rows.months),
    previous: null,
    salesRows: rows.count,
    rows: themes.flatMap(({ items, ...theme }) => shared(items, worth).map(each => ({ ...theme, ...each }))),
    notEnough: [],
  };
}

function recent(series: Float64Array, months: number): number {
  return series.subarray(Math.max(0, series.length - months)).reduce((sum, value) => sum + value, 0);
}

/** Parts by what was sold; equal parts where nothing was, or less than nothing. */
function shared(
  items: readonly string[],
  worth: ReadonlyMap<string, number>,
): Pick<ThemeRow, 'item' | 'share' | 'value'>[] {
  const values = items.map(item => worth.get(item) ?? 0);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  return items.map((item, at) => ({
    item,
    share: total > 0 ? Math.max(0, values[at]) / total : 1 / items.length,
    value: values[at],
  }));
}

/** A theme as the `order` part of a model takes it: pages with their shares of the slots. */
export interface ThemeDocument {
  readonly name: string;
  readonly of: readonly { readonly within: string; readonly share: number }[];
}

/**
 * Theme candidates as the themes of an ordering policy, for pages that are named by the items; items without a share are left out.
 *
 * @example themeDocuments([{ theme: 'season of month 7', kind: 'season', month: 7, item: 'tea', share: 1, value: 9, reason: '' }]) // [{ name: 'season of month 7', of: [{ within: 'tea', share: 1 }] }]
 */
export function themeDocuments(rows: readonly ThemeRow[]): ThemeDocument[] {
  const names = [...new Set(rows.map(({ theme }) => theme))];
  return names.map(name => ({
    name,
    of: rows
      .filter(({ theme, share }) => theme === name && share > 0)
      .map(({ item, share }) => ({ within: item, share })),
  }));
}
