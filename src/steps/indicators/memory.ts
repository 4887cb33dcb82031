/** What was made once under a key is given again for it, such as the sums of a mean for the sum. */
export type Once = <Value>(key: string, make: () => Value) => Value;

/**
 * An empty memory.
 *
 * Shape: one key is always made in one way.
 * @example memory()('two', () => 2) // 2
 */
export function memory(): Once {
  const kept = new Map<string, unknown>();
  return <Value>(key: string, make: () => Value): Value => {
    if (!kept.has(key)) kept.set(key, make());
    // One key is always made in one way.
    return kept.get(key) as Value;
  };
}
