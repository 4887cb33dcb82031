import { expect } from 'vitest';
import { RatingError } from '../../src/errors/ratingError.ts';
import type { Fault } from '../../src/errors/ratingError.ts';

/** The faults that a call throws; a call that throws none, or something else, fails the test. */
export function faultsOf(call: () => unknown): readonly Fault[] {
  try {
    call();
  } catch (error) {
    if (error instanceof RatingError) return error.faults;
    throw error;
  }
  return expect.fail('nothing was thrown');
}
