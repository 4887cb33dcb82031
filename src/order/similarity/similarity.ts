// How alike two rows are, whatever it is measured by: vectors, attributes or numbers.

/** How alike two rows are: 1 is the same where the measure has a greatest value, 0 is nothing in common, below 0 is opposite. */
export interface Similarity {
  readonly rows: number;
  between(row: number, other: number): number;
}
