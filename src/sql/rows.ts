// The names that every stage of the statement has: one row a unit, with the number of its peers group.

/** Columns that stand in the stages beside those named after the model's ids; an id of this name gets another in the statement. */
export const RESERVED: readonly string[] = [
  'unit',
  'peers',
  'eligible',
  'coverage',
  'rounded',
  'place',
  'class',
  'listed',
];

/** The columns that each stage hands on. */
export const UNIT_COLUMNS = ['v.unit', 'v.peers', 'v.eligible'];

/**
 * How many eligible peers have a smaller value, as an expression of a stage's row `v`: those up to the value less those equal to it.
 *
 * @example countBelow('v.x').includes('PARTITION BY v.peers') // true
 */
export function countBelow(value: string): string {
  const counted = `count(CASE WHEN v.eligible THEN ${value} END)`;
  return `(${counted} OVER (PARTITION BY v.peers ORDER BY ${value}) - ${counted} OVER (PARTITION BY v.peers, ${value}))`;
}
