import type { Answer } from '../../market/answer.ts';
import type { Study } from '../../market/study.ts';

/** A cell of an answer: what people and programs read. */
export type AnswerCell = string | number | boolean | null;

/** A flat row of an answer; its keys are the answer's own names, never data. */
export type AnswerRow = Readonly<Record<string, AnswerCell>>;

/** One table of an answer: its file is `<name>.csv`. */
export interface AnswerTable {
  readonly name: string;
  readonly title: string;
  readonly answer: Answer<AnswerRow>;
  /** The columns that are printed; the file has all. */
  readonly printed: readonly string[];
}

/** A question of the command line, one file each. */
export interface Question {
  /** As `--only` names it. */
  readonly name: string;
  /** What it asks, in a line of the help. */
  readonly about: string;
  /** The columns that its cells are to be told apart by, where the data has them. */
  readonly keys: readonly string[];
  readonly tables: (study: Study) => readonly AnswerTable[];
  /** The part of the model's `market` without which the question is not asked. */
  readonly part?: 'admission' | 'effect';
  /** What other parts of the library take as it is, one JSON file each. */
  readonly documents?: (study: Study) => readonly StudyDocument[];
}

/** A JSON file of a study. */
export interface StudyDocument {
  readonly name: string;
  readonly value: unknown;
}
