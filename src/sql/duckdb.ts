import { RatingError } from '../errors/ratingError.ts';
import { isoDay } from '../table/days.ts';
import type { ModelDialect } from './modelDialect.ts';
import { countBelow } from './rows.ts';

/** What JavaScript's trim takes off the ends of a text. */
const BLANKS = '[\\pZ\\x09-\\x0d\\x{feff}]+';

/**
 * What DuckDB writes in its own way.
 *
 * Degenerate: NaN is equal to NaN and above every number in DuckDB, so it is turned into NULL wherever it could arise.
 * @throws invalid_data for a name or text with a NUL
 * @source DuckDB 1.5, SQL functions: numeric, date, text, aggregates
 * @example duckdb.identifier('gross "sales"') // '"gross ""sales"""'
 */
export const duckdb: ModelDialect = {
  name: 'duckdb',
  identifier: name => `"${withoutNul(name).replaceAll('"', '""')}"`,
  text: value => `'${withoutNul(value).replaceAll("'", "''")}'`,
  // A literal with an exponent is a DOUBLE, one without is a DECIMAL or an integer.
  number: value => {
    if (!Number.isFinite(value)) return 'CAST(NULL AS DOUBLE)';
    const digits = String(value).includes('e') ? String(value) : `${value}e0`;
    return value < 0 ? `(${digits})` : digits;
  },
  date: day => `DATE '${isoDay(day)}'`,
  daysBetween: (later, earlier) => `CAST(date_diff('day', ${earlier}, ${later}) AS DOUBLE)`,
  log: value => `ln(nullif(greatest(${value}, 0e0), 0e0))`,
  log1p: logOfOneMore,
  exp: value => `exp(${value})`,
  sqrt: value => `CASE WHEN ${value} >= 0e0 THEN sqrt(${value}) END`,
  power: (base, exponent) => finite(`pow(${base}, ${exponent})`),
  least: values => `least(${values.join(', ')})`,
  greatest: values => `greatest(${values.join(', ')})`,
  known: value => `nullif(${value}, CAST('nan' AS DOUBLE))`,
  finite,
  quantile,
  greatestAt: (value, place) =>
    `(list(${value} ORDER BY ${value} DESC) FILTER (${value} IS NOT NULL))[CAST(${place} AS BIGINT)]`,
  medianDeviation: value => `mad(${value})`,
  countBelow,
  toNumber: value => finite(`TRY_CAST(${value} AS DOUBLE)`),
  toDate: value =>
    `CASE WHEN TRY_CAST(${value} AS DATE) BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN TRY_CAST(${value} AS DATE) END`,
  toText: value =>
    `nullif(regexp_replace(nfc_normalize(CAST(${value} AS VARCHAR)), '^${BLANKS}|${BLANKS}$', '', 'g'), '')`,
  byCodePoint: text => text,
  toDouble: value => `CAST(${value} AS DOUBLE)`,
  // Kahan's sum: no last digits are lost to the order of the rows.
  sum: value => `fsum(${value})`,
  addDays: (date, days) => `(${date} + CAST(${days} AS INTEGER))`,
  monthsBefore: (date, months) => `CAST(${date} - INTERVAL ${months} MONTH AS DATE)`,
  fail: message => `error(${message})`,
};

/** DuckDB has no log1p. For small values asinh((x + x^2 / 2) / (x + 1)) is the same and cancels nowhere above -1. */
function logOfOneMore(value: string): string {
  const small = `asinh(${value} / 2e0 * ((${value} + 2e0) / (${value} + 1e0)))`;
  return `CASE WHEN ${value} >= 1e0 THEN ln(${value} + 1e0) WHEN ${value} > -1e0 THEN ${small} END`;
}

function finite(value: string): string {
  const unknown = ['nan', 'inf', '-inf'];
  return unknown.reduce((inner, each) => `nullif(${inner}, CAST('${each}' AS DOUBLE))`, value);
}

/**
 * Between two equal values DuckDB's interpolation may miss them by the last digit, and what was tied would be no more. The discrete
 * quantile is one of the two.
 */
function quantile(value: string, share: number): string {
  const between = `quantile_cont(${value}, ${share})`;
  const nearest = `quantile_disc(${value}, ${share})`;
  return `CASE WHEN abs(${between} - ${nearest}) <= 1e-15 * abs(${nearest}) THEN ${nearest} ELSE ${between} END`;
}

function withoutNul(text: string): string {
  if (text.includes('\0'))
    throw new RatingError('invalid_data', [], 'a name or text with a NUL cannot be written as SQL');
  return text;
}
