const ISO_DAY = /^(?<year>\d{4})(?<dash>-?)(?<month>\d{2})\k<dash>(?<date>\d{2})$/;
const ISO_TIME =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<date>\d{2})[T ](?<hours>\d{2}):(?<minutes>\d{2}(?:[.,]\d*)?)(?::?(?<seconds>\d{2}(?:[.,]\d*)?))?(?<zone>[Z+-](?:(?![T ]).)*)?$/;
const OFFSET = /^([+-]\d{2}):?(\d{2})$/;

const MINUTES_AN_HOUR = 60;
const MS_A_MINUTE = 60_000;

/**
 * The instant that an ISO text names: a day, or a day with a time and perhaps an offset.
 *
 * Unit: milliseconds since 1970-01-01 in UTC; what has no offset is read as UTC, and so is a zone that is none of `+hh:mm`.
 * Degenerate: text of another form, or of no real day or time: NaN.
 * @source ISO 8601-1:2019, 5.4; accepts of it what `parseISO` of date-fns 4.4 does
 * @example isoTime('1970-01-01T01:00+01:00') // 0
 */
export function isoTime(text: string): number {
  const found = (ISO_DAY.exec(text) ?? ISO_TIME.exec(text))?.groups;
  if (!found) return NaN;
  const { hours = '', minutes = '', seconds = '', zone = '' } = found;
  const time = timeOfDay(Number(hours), Number(minutes.replace(',', '.')), Number(seconds.replace(',', '.')));
  return midnight(Number(found['year']), Number(found['month']), Number(found['date'])) + time - offsetOf(zone);
}

/** A day that is not there rolls over to another month. */
function midnight(year: number, month: number, date: number): number {
  // Set apart: a year below 100 given to `Date.UTC` is taken for one of the 20th century.
  const day = new Date(0);
  const time = day.setUTCFullYear(year, month - 1, date);
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? time : NaN;
}

/** Midnight may be written 24:00, at the end of its day. */
function timeOfDay(hours: number, minutes: number, seconds: number): number {
  const isReal = hours < 24 ? minutes < 60 && seconds < 60 : hours === 24 && minutes === 0 && seconds === 0;
  return isReal ? (hours * MINUTES_AN_HOUR + minutes) * MS_A_MINUTE + seconds * 1000 : NaN;
}

function offsetOf(zone: string): number {
  const [, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (hours === undefined) return 0;
  const size = Math.abs(Number(hours)) * MINUTES_AN_HOUR + Number(minutes);
  if (Number(minutes) >= MINUTES_AN_HOUR) return NaN;
  return (hours.startsWith('-') ? -size : size) * MS_A_MINUTE;
}
