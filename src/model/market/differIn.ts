import * as z from 'zod/mini';

/**
 * A check that no two items of a list have the same name.
 *
 * @example z.array(z.object({ id: z.string() })).check(differIn('id')).safeParse([{ id: 'a' }, { id: 'a' }]).success // false
 */
export function differIn<Key extends string>(
  key: Key,
): z.core.$ZodCheck<readonly { readonly [Name in Key]: string }[]> {
  return z.refine<readonly { readonly [Name in Key]: string }[]>(
    items => new Set(items.map(item => item[key])).size === items.length,
    { error: `no two may have the same ${key}` },
  );
}
