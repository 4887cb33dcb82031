// Seeded draws for simulations.
import { randomSource } from '../../fixtures/marketplace/random.ts';
import { normalQuantile } from '../../src/stats/normalQuantile.ts';

/** A source of seeded draws. */
export interface Draws {
  /** Above 0, below 1. */
  uniform(): number;
  /** From the standard normal distribution. */
  normal(): number;
}

export function random(seed: number): Draws {
  const source = randomSource(seed, 5);
  const uniform = (): number => source.next() || 0.5;
  return { uniform, normal: () => normalQuantile(uniform()) };
}
