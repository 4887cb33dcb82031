import type { MethodDialect } from '../expr/methodDialect.ts';

/** What a whole model needs of an engine beyond formulas and methods: reading columns, calendar days, a way to fail. Everything is SQL of one expression. */
export interface ModelDialect extends MethodDialect {
  /** A column of any type as a double; NULL where it holds no finite number. */
  toNumber(value: string): string;
  /** A column of any type as a day from year 1 to 9999; NULL where it names none. */
  toDate(value: string): string;
  /** A column of any type as text in NFC without blanks at its ends; NULL where nothing is left. */
  toText(value: string): string;
  /** Texts in an order by code point. */
  byCodePoint(text: string): string;
  /** A whole number as a double. */
  toDouble(value: string): string;
  /** The sum of doubles, as an aggregate that loses no digits where the engine has one. */
  sum(value: string): string;
  /** The date so many days later; `days` is a whole number. */
  addDays(date: string, days: string): string;
  /** The date so many calendar months earlier, at most the last day of its month. */
  monthsBefore(date: string, months: number): string;
  /** Lets the whole statement fail with a message, when it is reached; may stand for a value of any type. */
  fail(message: string): string;
}
