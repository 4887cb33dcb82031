// What every market question answers with: rows in plain words, the period and the counts they rest on, and what there was too little of.
import type { ToldPeriod } from './months.ts';

/** The answer to a market question. */
export interface Answer<Row> {
  readonly period: ToldPeriod;
  /** The period that it is held against; null when the question needs none. */
  readonly previous: ToldPeriod | null;
  /** How many sales rows of the period stand behind the answer. */
  readonly salesRows: number;
  readonly rows: readonly Row[];
  /** What could not be answered because of too little data. */
  readonly notEnough: readonly NotEnough[];
}

/** A verdict that cannot be given: what of it there is too little. */
export interface NotEnough {
  readonly verdict: 'not enough data';
  /** What could not be answered, or of whom. */
  readonly about: string;
  readonly reason: string;
  readonly needed: number;
  readonly found: number;
}

/**
 * Says that there is not enough data, and how much is missing.
 *
 * @example notEnough('growth of Tea', 'sales rows', 30, 12).reason // 'needs 30 sales rows, found 12: 18 are missing'
 */
export function notEnough(about: string, what: string, needed: number, found: number): NotEnough {
  const lacking = needed - found;
  const reason = `needs ${needed} ${what}, found ${found}: ${lacking} ${lacking === 1 ? 'is' : 'are'} missing`;
  return { verdict: 'not enough data', about, reason, needed, found };
}
