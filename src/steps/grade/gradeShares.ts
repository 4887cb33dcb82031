// The shares of units that grades are for, best first: what `share` and `quantile` have in common.
import * as z from 'zod/mini';
import { gradeFields } from './gradeMethod.ts';

const share = () => z.number().check(z.positive(), z.lte(1));

/**
 * The options of a method that gives each grade its share; the last share may be left out.
 *
 * @example sharesSpec('share').parse({ method: 'share', grades: ['A', 'B'], shares: [0.2] }).across // 'peers'
 */
export function sharesSpec<const Name extends string>(method: Name): SharesSpec<Name> {
  return z.strictObject({ method: z.literal(method), ...gradeFields(), shares: z.array(share()) }).check(
    z.refine(({ grades, shares }) => shares.length === grades.length || shares.length === grades.length - 1, {
      error: 'give one share a grade, best first; the last may be left out, it gets the rest',
      path: ['shares'],
    }),
    z.refine(({ grades, shares }) => hasRoom(total(shares), shares.length === grades.length), {
      error: 'shares must sum to 1, or to less than 1 when the last grade gets the rest',
      path: ['shares'],
    }),
  );
}

type SharesSpec<Name extends string> = z.ZodMiniObject<
  { method: z.ZodMiniLiteral<Name>; shares: z.ZodMiniArray<ReturnType<typeof share>> } & ReturnType<typeof gradeFields>,
  z.core.$strict
>;

/**
 * The share of units that have each grade but the last, or a better one.
 *
 * @example sharesUpTo({ grades: ['A', 'B', 'C'], shares: [0.25, 0.5] }) // [0.25, 0.75]
 */
export function sharesUpTo({
  grades,
  shares,
}: {
  readonly grades: readonly string[];
  readonly shares: readonly number[];
}): number[] {
  return Array.from({ length: grades.length - 1 }, (_, place) => Math.min(1, total(shares.slice(0, place + 1))));
}

function total(shares: readonly number[]): number {
  return shares.reduce((sum, each) => sum + each, 0);
}

function hasRoom(sum: number, isWhole: boolean): boolean {
  return isWhole ? Math.abs(sum - 1) < 1e-9 : sum < 1;
}
