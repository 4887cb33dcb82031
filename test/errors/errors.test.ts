import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/errors/didYouMean.ts';
import { faultLine, RatingError, throwFaults } from '../../src/errors/ratingError.ts';

describe('RatingError', () => {
  const more = [{ code: 'duplicate', path: [], message: 'twice' }] as const;
  const error = new RatingError('unknown_column', ['indicators', 0, 'of'], 'no column "revnue"', more);

  it('keeps every fault, the first one first', () => {
    expect(error.faults.map(({ code }) => code)).toEqual(['unknown_column', 'duplicate']);
  });

  it('has one line a fault: where, then what', () => {
    expect(error.message).toBe('indicators.0.of: no column "revnue"\ntwice');
  });

  it('is an Error with a name of its own', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('RatingError');
  });
});

describe('throwFaults', () => {
  it('throws all faults at once', () => {
    const faults = [1, 2, 3].map(place => ({ code: 'invalid_model' as const, path: [place], message: 'wrong' }));
    expect(() => throwFaults(faults)).toThrow(new RatingError('invalid_model', [1], 'wrong', faults.slice(1)));
  });

  it('does nothing without faults', () => {
    expect(() => throwFaults([])).not.toThrow();
  });
});

it('a fault of the whole document has no path in its line', () => {
  expect(faultLine({ code: 'invalid_model', path: [], message: 'wrong' })).toBe('wrong');
});

describe('didYouMean', () => {
  const known = ['revenue', 'units', 'review_score'];

  it.each([
    ['revnue', 'revenue'],
    ['reveune', 'revenue'],
    ['Revenue', 'revenue'],
    ['unit', 'units'],
    ['review_scroe', 'review_score'],
  ])('takes %s for %s', (word, meant) => {
    expect(didYouMean(word, known)).toBe(`; did you mean "${meant}"?`);
  });

  it.each(['', 'x', 'late_rate', 'zzzzzz'])('finds nothing near "%s"', word => {
    expect(didYouMean(word, known)).toBe('');
  });

  it('does not compare words of over 60 characters', () => {
    const long = 'a'.repeat(61);
    expect(didYouMean(long, [long.slice(1)])).toBe('');
    expect(didYouMean(long.slice(1), [long])).toBe('');
    expect(didYouMean(long.slice(1), [long.slice(2)])).not.toBe('');
  });

  it('takes the first of equally near words', () => {
    expect(didYouMean('cart', ['card', 'care'])).toContain('card');
  });
});
